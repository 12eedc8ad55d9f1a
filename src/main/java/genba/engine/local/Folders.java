package genba.engine.local;

import java.nio.file.Path;

/** Where things are below the data folder. */
record Folders(Path root) {

  Folders {
    root = root.toAbsolutePath().normalize();
  }

  /** Programs that were fetched, and how they are started: can be deleted and comes again. */
  Path programs() {
    return root.resolve("camunda");
  }

  /** The engine's and the search's data: this is what must be kept. */
  Path data(String program) {
    return root.resolve("data").resolve(program);
  }

  Path logs() {
    return root.resolve("log");
  }

  Path log(String program) {
    return logs().resolve(program + ".log");
  }

  /** How the programs are started; stands in their command lines. */
  Path run() {
    return programs().resolve("run");
  }

  Path arguments(String program) {
    return run().resolve(program + ".args");
  }

  Path launcher() {
    return run().resolve("launcher.jar");
  }

  /** Held by the application that uses the folder. */
  Path lock() {
    return programs().resolve("lock");
  }
}
