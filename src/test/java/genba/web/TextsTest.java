package genba.web;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every text is there in both languages, and no page brings its own. */
class TextsTest {

  private static final Path BUNDLES = Path.of("src/main/resources/messages");
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");

  /** Shows what pages look like with Japanese texts; for developers only. */
  private static final Path STYLE_GUIDE = TEMPLATES.resolve("web/style-guide.html");

  private static final Pattern JAPANESE =
      Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]");
  private static final Pattern LOST_CONDITION =
      Pattern.compile("<[^>]*th:(if|unless)=\"[^\"]*\"[^>]* th:replace=");
  private static final Pattern LATIN = Pattern.compile("[A-Za-z]{3}");
  private static final Pattern KEY = Pattern.compile("#\\{([a-z][A-Za-z0-9.-]*)(?=[}(])");
  private static final Pattern INLINE =
      Pattern.compile(
          "<script(?![^>]*src=)|\\sstyle=\"|\\son[a-z]+=\"|hx-on|javascript:|https?://(?!www\\.thymeleaf\\.org)");

  @TestFactory
  List<DynamicTest> bothLanguagesHaveTheSameKeys() {
    return files(BUNDLES, ".properties").stream()
        .filter(file -> !file.toString().endsWith("_en.properties"))
        .map(
            japanese ->
                DynamicTest.dynamicTest(
                    japanese.getFileName().toString(),
                    () -> assertThat(keys(japanese)).isEqualTo(keys(english(japanese)))))
        .toList();
  }

  @Test
  void englishIsWrittenInEnglish() {
    List<String> japanese = new ArrayList<>();
    for (Path file : files(BUNDLES, "_en.properties")) {
      properties(file)
          .forEach(
              (key, text) -> {
                boolean name = key.equals("web.product") || key.equals("web.language.ja");
                boolean foreign = !LATIN.matcher(text.toString()).find();
                if (!name && foreign && JAPANESE.matcher(text.toString()).find()) {
                  japanese.add(key + "=" + text);
                }
              });
    }
    assertThat(japanese).isEmpty();
  }

  @Test
  void noTemplateBringsItsOwnText() {
    assertThat(lines(JAPANESE)).as("Japanese belongs into src/main/resources/messages").isEmpty();
  }

  @Test
  void everyTextOfATemplateExists() {
    Set<String> known = new TreeSet<>();
    files(BUNDLES, ".properties").forEach(file -> known.addAll(keys(file)));
    List<String> unknown = new ArrayList<>();
    for (Path file : templates()) {
      KEY.matcher(text(file))
          .results()
          .map(found -> found.group(1))
          .filter(key -> !known.contains(key))
          .forEach(key -> unknown.add(file.getFileName() + ": " + key));
    }
    assertThat(unknown).isEmpty();
  }

  /** The Content-Security-Policy would block it, silently for whoever does not look. */
  @Test
  void nothingIsInlineOrFromOutside() {
    assertThat(lines(INLINE)).isEmpty();
  }

  /** Thymeleaf replaces a tag before it looks at its condition: the condition goes around it. */
  @Test
  void noConditionStandsBesideAReplacement() {
    assertThat(lines(LOST_CONDITION)).isEmpty();
  }

  private static List<String> lines(Pattern forbidden) {
    List<String> found = new ArrayList<>();
    for (Path file : templates()) {
      int number = 0;
      for (String line : text(file).split("\n")) {
        number++;
        if (forbidden.matcher(line).find()) {
          found.add(TEMPLATES.relativize(file) + ":" + number + " " + line.strip());
        }
      }
    }
    return found;
  }

  private static List<Path> templates() {
    return files(TEMPLATES, ".html").stream().filter(file -> !file.equals(STYLE_GUIDE)).toList();
  }

  private static Path english(Path japanese) {
    return japanese.resolveSibling(
        japanese.getFileName().toString().replace(".properties", "_en.properties"));
  }

  private static Set<String> keys(Path file) {
    return properties(file).stringPropertyNames().stream().collect(toCollection(TreeSet::new));
  }

  private static Properties properties(Path file) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder, String end) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
