package genba.engine.local.child;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Runs a program and ends with its parent. The parent holds the other end of standard input and
 * never writes to it, so its end, however sudden, is the end of the stream.
 */
public final class Guardian {

  private Guardian() {}

  /** The first argument names the program's main class, the rest is handed on to it. */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("guardian").start(Guardian::endWithParent);
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
  }

  /** Halts without shutdown hooks: engine and search keep what they have acknowledged on disk. */
  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("Lost the parent process: " + e.getMessage());
    }
    Runtime.getRuntime().halt(130);
  }
}
