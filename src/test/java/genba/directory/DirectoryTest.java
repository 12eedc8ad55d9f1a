package genba.directory;

import static org.assertj.core.api.Assertions.assertThat;

import genba.directory.DirectoryProperties.SampleCityMode;
import genba.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The directory with the sample city in it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DirectoryTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T01:00:00Z"), ZoneId.of("Asia/Tokyo"));
  private static final DirectoryProperties PROPERTIES =
      new DirectoryProperties("0130", SampleCityMode.AUTO, "genba", List.of());

  @Parameter TestDatabase database;
  private Directory directory;
  private SampleCity sampleCity;
  private DirectoryStore store;

  @BeforeEach
  void loadSampleCity() {
    DataSource dataSource = database.migrated();
    var jdbc = TestDatabase.client(dataSource);
    store = new DirectoryStore(jdbc);
    directory = new JdbcDirectory(jdbc, PROPERTIES);
    sampleCity =
        new SampleCity(store, new DirectoryImport(store, CLOCK), PROPERTIES, CLOCK, "local");
    TestDatabase.transactions(dataSource)
        .executeWithoutResult(status -> sampleCity.afterSingletonsInstantiated());
  }

  @Test
  void sampleCityHasAboutAHundredSectionsEachWithLeaderAndChief() {
    assertThat(directory.bureaus(TODAY)).hasSizeBetween(18, 22);
    assertThat(directory.sections(TODAY)).hasSizeBetween(95, 105);
    for (Department section : directory.sections(TODAY)) {
      assertThat(directory.holders(Role.SUPERVISOR, section.code(), TODAY))
          .as("chief of %s", section)
          .extracting(Person::userId)
          .contains("chief-" + section.code());
      List<String> leaders =
          directory.holders(Role.LEADER, section.code(), TODAY).stream()
              .map(Person::userId)
              .toList();
      if (section.code().equals("0990")) {
        assertThat(leaders).isEmpty();
      } else {
        assertThat(leaders).as("leader of %s", section).containsExactly("leader-" + section.code());
      }
      assertThat(
              directory.department(java.util.Objects.requireNonNull(section.bureauCode()), TODAY))
          .isPresent();
    }
    for (Department bureau : directory.bureaus(TODAY)) {
      assertThat(directory.holders(Role.SUPERVISOR, bureau.code(), TODAY)).hasSize(1);
    }
  }

  @Test
  void samplePeopleAreMarkedAsInvented() {
    assertThat(sampleCity.people())
        .hasSizeGreaterThan(400)
        .allSatisfy(
            person -> {
              assertThat(person.name()).endsWith("（見本）");
              assertThat(person.password()).isEqualTo("genba");
              assertThat(person.roles()).isNotEmpty();
            });
    assertThat(store.people()).allSatisfy(p -> assertThat(p.email()).endsWith("@example.jp"));
    assertThat(sampleCity.story())
        .extracting(SampleCity.SamplePerson::userId)
        .startsWith("leader-0310")
        .contains("chief-03", "digital-0130");
  }

  @Test
  void groupsFollowFromRoles() {
    assertThat(directory.groupsOf("leader-0310", TODAY))
        .containsExactlyInAnyOrder("leader:0310", "staff:0310", "user:leader-0310");
    assertThat(directory.groupsOf("backup-0310", TODAY)).contains("leader:0310", "staff:0310");
    assertThat(directory.groupsOf("chief-0310", TODAY))
        .containsExactlyInAnyOrder("supervisor:0310", "staff:0310", "user:chief-0310");
    assertThat(directory.groupsOf("chief-03", TODAY))
        .containsExactlyInAnyOrder("supervisor:03", "user:chief-03");
    assertThat(directory.groupsOf("digital-0130", TODAY)).contains("digital-office");
    assertThat(directory.groupsOf("nobody", TODAY)).containsExactly("user:nobody");
  }

  @Test
  void rolesHoldForTheirPeriodOnly() {
    assertThat(directory.groupsOf("chief-0310", LocalDate.of(2026, 3, 31)))
        .contains("supervisor:0320")
        .doesNotContain("supervisor:0310");
  }

  @Test
  void departmentsKeepTheirFormerNames() {
    assertThat(directory.nameOn("0130", LocalDate.of(2021, 3, 31))).isEqualTo("情報政策課");
    assertThat(directory.nameOn("0130", TODAY)).isEqualTo("デジタル行政戦略課");
    assertThat(directory.department("0170", TODAY)).isEmpty();
    assertThat(directory.nameOn("0170", TODAY)).isEqualTo("ICT推進室");
    assertThat(directory.nameOn("none", TODAY)).isEqualTo("none");
    assertThat(store.departments())
        .filteredOn(row -> row.successorCode() != null)
        .extracting(DepartmentPeriod::code)
        .contains("0170")
        .hasSizeGreaterThan(2);
  }

  @Test
  void everyNameIsUsedOnce() {
    assertThat(store.people().stream().map(Person::name).collect(Collectors.toSet()))
        .hasSameSizeAs(store.people());
  }
}
