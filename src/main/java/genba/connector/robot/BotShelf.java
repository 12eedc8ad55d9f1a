package genba.connector.robot;

import genba.connector.ConnectorFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The bots there are: one folder each. A run gets its own copy, so that what ran stays beside its
 * result and a bot can be edited while it runs.
 */
@Component
class BotShelf {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final String INSIDE = "robot-framework/bots/";

  private final ConnectorFolder connectors;
  private final RobotProperties properties;

  BotShelf(ConnectorFolder connectors, RobotProperties properties) {
    this.connectors = connectors;
    this.properties = properties;
  }

  /** Lays the bot's files into the target; false where there is no such bot. */
  boolean copy(String bot, Path target) throws IOException {
    if (!NAME.matcher(bot).matches()) {
      return false;
    }
    Path own = properties.bots();
    return own == null ? copyFromConnectors(bot, target) : copyFolder(own.resolve(bot), target);
  }

  private boolean copyFromConnectors(String bot, Path target) throws IOException {
    String start = INSIDE + bot + "/";
    List<ConnectorFolder.Entry> files =
        connectors.find(start + "**").stream()
            .filter(file -> file.path().startsWith(start) && file.content().isReadable())
            .toList();
    if (files.isEmpty()) {
      return false;
    }
    for (ConnectorFolder.Entry file : files) {
      try (InputStream in = file.content().getInputStream()) {
        lay(in, target, file.path().substring(start.length()));
      }
    }
    return true;
  }

  private static boolean copyFolder(Path folder, Path target) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                try (InputStream in = Files.newInputStream(file)) {
                  lay(in, target, folder.relativize(file).toString());
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return true;
  }

  private static void lay(InputStream content, Path target, String path) throws IOException {
    Path file = target.resolve(path).normalize();
    if (!file.startsWith(target)) {
      throw new IOException("A bot's file lies outside its folder: " + path);
    }
    Files.createDirectories(file.getParent());
    Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
