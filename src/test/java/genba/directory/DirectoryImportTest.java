package genba.directory;

import static org.assertj.core.api.Assertions.assertThat;

import genba.testing.TestDatabase;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class DirectoryImportTest {

  private static final Charset WINDOWS_31J = Charset.forName("windows-31j");
  private static final String DEPARTMENTS = "コード,名称,部局コード,職員数,開始日,終了日,引継先コード\n";
  private static final String PEOPLE = "利用者ID,氏名,メールアドレス,見本\n";
  private static final String ASSIGNMENTS = "利用者ID,所属コード,役割,開始日,終了日\n";
  private static final String CITY =
      DEPARTMENTS + "03,市民局,,3,2016-04-01,,\n" + "0310,市民課,03,62,H28.4.1,,\n";

  @Parameter TestDatabase database;
  private DirectoryStore store;
  private DirectoryImport directoryImport;

  @BeforeEach
  void emptyDirectory() {
    DataSource dataSource = database.migrated();
    store = new DirectoryStore(TestDatabase.client(dataSource));
    directoryImport =
        new DirectoryImport(
            store, Clock.fixed(Instant.parse("2026-11-23T01:00:00Z"), ZoneId.of("Asia/Tokyo")));
  }

  @Test
  void takesOverWhatTheFilesSay() {
    ImportResult result =
        run(
            CITY,
            PEOPLE + "chief,髙橋 花子,chief@example.jp,\n",
            ASSIGNMENTS + "chief,0310,課長,令和8年4月1日,\n");
    assertThat(result.problems()).isEmpty();
    assertThat(result.applied()).isTrue();
    assertThat(result.added()).isEqualTo(4);
    assertThat(store.departments())
        .extracting(DepartmentPeriod::validFrom)
        .containsOnly(LocalDate.of(2016, 4, 1));
    assertThat(store.assignments())
        .containsExactly(
            new AssignmentPeriod(
                new Assignment("chief", Role.SUPERVISOR, "0310"), LocalDate.of(2026, 4, 1), null));
  }

  @Test
  void aDryRunChangesNothing() {
    ImportResult result =
        directoryImport.dryRun(
            Map.of(DirectoryFile.DEPARTMENTS, CITY.getBytes(StandardCharsets.UTF_8)));
    assertThat(result.applied()).isFalse();
    assertThat(result.added()).isEqualTo(2);
    assertThat(store.isEmpty()).isTrue();
  }

  @Test
  void readsWhatOfficesSave() {
    String people = PEOPLE + "a,髙橋～花子,a@example.jp,いいえ\r\n";
    for (byte[] bytes :
        List.of(
            people.getBytes(StandardCharsets.UTF_8),
            ("\uFEFF" + people).getBytes(StandardCharsets.UTF_8),
            people.getBytes(WINDOWS_31J))) {
      ImportResult result = directoryImport.dryRun(Map.of(DirectoryFile.PEOPLE, bytes));
      assertThat(result.problems()).isEmpty();
      assertThat(result.changes())
          .singleElement()
          .satisfies(change -> assertThat(change.after()).isEqualTo("髙橋～花子 a@example.jp"));
    }
  }

  @Test
  void whatIsNoTextIsRefused() {
    ImportResult result =
        directoryImport.run(
            Map.of(DirectoryFile.PEOPLE, new byte[] {(byte) 0xFD, (byte) 0xFF, 0, 1}), "test");
    assertProblems(result, "PEOPLE 1:0 not-text");
    assertProblems(run("", "", ""), "DEPARTMENTS 1:0 empty-file");
    assertProblems(
        directoryImport.dryRun(
            Map.of(
                DirectoryFile.PEOPLE,
                (PEOPLE + "a,\"unclosed,,\n").getBytes(StandardCharsets.UTF_8))),
        "PEOPLE 2:0 broken-csv");
  }

  @Test
  void errorsNameLineAndColumn() {
    ImportResult result =
        run(
            DEPARTMENTS
                + "03,市民局,,三,2016-04-01,,\n"
                + "0310,市民課,99,62,2026-02-30,,\n"
                + "0320,,03,6,2016/4/1,2015/4/1,\n"
                + "\n"
                + "０３３０,\"市民\n相談課\",03,6,2016/4/1,,9\n"
                + "0340,人権,共生課,03,6,2016/4/1,,,\n",
            PEOPLE + "a b,花子,mail,?\n",
            ASSIGNMENTS + "nobody,0310,王様,2026-04-01,\n" + "nobody,310,職員,明日,\n");
    assertThat(result.applied()).isFalse();
    assertProblems(
        result,
        "DEPARTMENTS 2:4 bad-number",
        "DEPARTMENTS 3:5 bad-date",
        "DEPARTMENTS 4:2 empty",
        "DEPARTMENTS 4:6 ends-before-start",
        "DEPARTMENTS 6:3 unknown-department",
        "DEPARTMENTS 6:7 unknown-department",
        "DEPARTMENTS 6:7 successor-without-end",
        "DEPARTMENTS 8:0 too-many-cells",
        "PEOPLE 2:1 bad-id",
        "PEOPLE 2:3 bad-mail",
        "PEOPLE 2:4 bad-yes-no",
        "ASSIGNMENTS 2:3 unknown-role",
        "ASSIGNMENTS 3:4 bad-date");
    assertThat(store.isEmpty()).isTrue();
  }

  @Test
  void headingsAreCheckedAndFoundInAnyOrder() {
    assertProblems(
        directoryImport.dryRun(
            Map.of(DirectoryFile.PEOPLE, "氏名,住所,氏名\n花子,金沢,\n".getBytes(StandardCharsets.UTF_8))),
        "PEOPLE 1:0 heading-missing",
        "PEOPLE 1:2 unknown-heading",
        "PEOPLE 1:3 heading-twice");
    assertThat(
            directoryImport
                .dryRun(
                    Map.of(
                        DirectoryFile.PEOPLE,
                        "name,userId\n花子,hanako\n".getBytes(StandardCharsets.UTF_8)))
                .problems())
        .isEmpty();
  }

  @Test
  void rowsMustFitEachOtherAndTheDirectory() {
    run(CITY, PEOPLE + "chief,花子,,\n", ASSIGNMENTS + "chief,0310,所属長,2026-04-01,\n");
    ImportResult result =
        run(
            DEPARTMENTS
                + "0310,住民課,03,60,2027-04-01,,\n" // the old name goes on
                + "0320,相談課,0310,6,2020-04-01,,\n"
                + "0330,広聴課,03,6,2010-04-01,,\n"
                + "0340,人権課,03,6,2020-04-01,,\n"
                + "0340,共生課,03,6,2020-04-01,,\n",
            PEOPLE + "x,太郎,,\n" + "x,次郎,,\n",
            ASSIGNMENTS
                + "ghost,0310,職員,2026-04-01,\n"
                + "chief,310,職員,2026-04-01,\n"
                + "chief,0310,職員,2010-04-01,\n"
                + "chief,0310,所属長,2026-10-01,\n");
    assertProblems(
        result,
        "DEPARTMENTS 2:5 overlap",
        "DEPARTMENTS 3:3 not-a-bureau",
        "DEPARTMENTS 4:3 department-not-then",
        "DEPARTMENTS 6:1 twice",
        "PEOPLE 3:1 twice",
        "ASSIGNMENTS 2:1 unknown-person",
        "ASSIGNMENTS 3:2 unknown-department-zeros",
        "ASSIGNMENTS 4:2 department-not-then",
        "ASSIGNMENTS 5:4 overlap");
    assertThat(store.people()).hasSize(1);
  }

  @Test
  void aRenameEndsTheOldNameAndBeginsTheNew() {
    run(CITY, PEOPLE, ASSIGNMENTS);
    ImportResult result =
        run(
            DEPARTMENTS
                + "0310,市民課,03,62,2016-04-01,2027-03-31,\n"
                + "0310,住民課,03,60,2027-04-01,,\n"
                + "03,市民局,,3,2016-04-01,,\n",
            PEOPLE,
            ASSIGNMENTS);
    assertThat(result.problems()).isEmpty();
    assertThat(result.changed()).isEqualTo(1);
    assertThat(result.added()).isEqualTo(1);
    assertThat(result.unchanged()).isEqualTo(1);
    assertThat(store.departments()).hasSize(3);
  }

  @Test
  void anExportCanBeImported() {
    assertThat(directoryImport.run(SampleCity.files(), "test").applied()).isTrue();
    DirectoryExport export = new DirectoryExport(store);
    Map<DirectoryFile, byte[]> files = new EnumMap<>(DirectoryFile.class);
    Arrays.stream(DirectoryFile.values()).forEach(file -> files.put(file, export.csv(file)));

    ImportResult again = directoryImport.dryRun(files);
    assertThat(again.problems()).isEmpty();
    assertThat(again.changes()).isEmpty();
    assertThat(again.unchanged()).isEqualTo(976);

    DirectoryStore elsewhere = new DirectoryStore(TestDatabase.client(database.migrated()));
    assertThat(new DirectoryImport(elsewhere, Clock.systemUTC()).run(files, "test").added())
        .isEqualTo(976);
    assertThat(elsewhere.content()).isEqualTo(store.content());
  }

  private ImportResult run(String departments, String people, String assignments) {
    return directoryImport.run(
        Map.of(
            DirectoryFile.DEPARTMENTS, departments.getBytes(StandardCharsets.UTF_8),
            DirectoryFile.PEOPLE, people.getBytes(StandardCharsets.UTF_8),
            DirectoryFile.ASSIGNMENTS, assignments.getBytes(StandardCharsets.UTF_8)),
        "test");
  }

  private static void assertProblems(ImportResult result, String... problems) {
    assertThat(result.problems())
        .extracting(
            problem ->
                "%s %d:%d %s"
                    .formatted(
                        problem.file(), problem.line(), problem.columnNumber(), problem.code()))
        .contains(problems);
    assertThat(result.applied()).isFalse();
  }
}
