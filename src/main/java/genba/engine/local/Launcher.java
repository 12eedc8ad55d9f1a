package genba.engine.local;

import genba.engine.local.child.Guardian;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * The jar that puts our few classes on the children's class path, whether the hub itself runs from
 * a folder of classes or from a Spring Boot jar.
 */
final class Launcher {

  static final String LOG_SETTINGS = "child-log.xml";

  private static final String CHILD_PACKAGE = "genba/engine/local/child/";

  private static final List<String> CONTENT =
      List.of("Guardian.class", "SearchNode.class", "IndexPolicySettings.class", LOG_SETTINGS);

  private static final LocalDateTime ALWAYS = LocalDateTime.of(2000, 1, 1, 0, 0);

  private Launcher() {}

  /** Writes the jar; one with the same content stays as it is. */
  static void write(Path jar) throws IOException {
    byte[] content = content();
    if (Files.exists(jar) && Arrays.equals(Files.readAllBytes(jar), content)) {
      return;
    }
    Files.createDirectories(jar.getParent());
    Path part = Files.write(jar.resolveSibling(jar.getFileName() + ".part"), content);
    Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] content() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (String name : CONTENT) {
        boolean atRoot = name.equals(LOG_SETTINGS);
        JarEntry entry = new JarEntry(atRoot ? name : CHILD_PACKAGE + name);
        entry.setTimeLocal(ALWAYS);
        jar.putNextEntry(entry);
        try (InputStream resource = Guardian.class.getResourceAsStream(name)) {
          Objects.requireNonNull(resource, name).transferTo(jar);
        }
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
