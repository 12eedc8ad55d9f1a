package genba.directory;

import genba.directory.DirectoryProperties.SampleCityMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * An invented city of about a hundred sections, to try the hub with. It is loaded before anything
 * starts, and only into an empty directory.
 */
@Component
public class SampleCity implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(SampleCity.class);
  private static final List<String> STORY =
      List.of(
          "leader-0310",
          "backup-0310",
          "staff-0310",
          "chief-0310",
          "chief-03",
          "digital-0130",
          "chief-0130");

  private final DirectoryStore store;
  private final DirectoryImport directoryImport;
  private final DirectoryProperties properties;
  private final Clock clock;
  private final boolean localCamunda;

  SampleCity(
      DirectoryStore store,
      DirectoryImport directoryImport,
      DirectoryProperties properties,
      Clock clock,
      @Value("${genba.camunda.mode:local}") String camundaMode) {
    this.store = store;
    this.directoryImport = directoryImport;
    this.properties = properties;
    this.clock = clock;
    this.localCamunda = camundaMode.equalsIgnoreCase("local");
  }

  /**
   * A login of the sample city.
   *
   * @param name with the mark (見本)
   * @param roles departments and roles today, for the login page
   */
  public record SamplePerson(String userId, String name, String password, String roles) {}

  /** Everybody of the sample city, by user id; empty where the city is a real one. */
  public List<SamplePerson> people() {
    Map<String, String> roles = rolesToday();
    return store.people().stream()
        .filter(Person::sample)
        .map(
            person ->
                new SamplePerson(
                    person.userId(),
                    person.displayName(),
                    properties.samplePassword(),
                    roles.getOrDefault(person.userId(), "")))
        .toList();
  }

  /** The few people of the sample story, in the order they act. */
  public List<SamplePerson> story() {
    Map<String, SamplePerson> people =
        people().stream().collect(Collectors.toMap(SamplePerson::userId, person -> person));
    return STORY.stream().filter(people::containsKey).map(people::get).toList();
  }

  private Map<String, String> rolesToday() {
    LocalDate today = LocalDate.now(clock);
    Map<String, String> names = new LinkedHashMap<>();
    store.departments().stream()
        .filter(row -> row.period().contains(today))
        .forEach(row -> names.put(row.code(), row.department().name()));
    return store.assignments().stream()
        .filter(row -> row.period().contains(today))
        .map(AssignmentPeriod::assignment)
        .collect(
            Collectors.groupingBy(
                Assignment::userId,
                Collectors.mapping(
                    assignment ->
                        names.getOrDefault(assignment.departmentCode(), assignment.departmentCode())
                            + " "
                            + CsvLine.roleName(assignment.role()),
                    Collectors.joining("、"))));
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (isWanted() && store.isEmpty()) {
      ImportResult result = directoryImport.run(files(), "sample-city");
      if (!result.applied()) {
        throw new IllegalStateException("The sample city has problems: " + result.problems());
      }
      log.info("Loaded the sample city: {} rows", result.added());
    }
  }

  private boolean isWanted() {
    return properties.sampleCity() == SampleCityMode.TRUE
        || properties.sampleCity() == SampleCityMode.AUTO && localCamunda;
  }

  static Map<DirectoryFile, byte[]> files() {
    Map<DirectoryFile, byte[]> files = new EnumMap<>(DirectoryFile.class);
    for (DirectoryFile file : DirectoryFile.values()) {
      try (InputStream in =
          new ClassPathResource("sample-city/" + file.fileName()).getInputStream()) {
        files.put(file, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the sample city's " + file.fileName(), e);
      }
    }
    return files;
  }
}
