package genba.gain;

import static org.assertj.core.api.Assertions.assertThat;

import genba.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class GainLedgerTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T01:00:00Z"), ZoneId.of("Asia/Tokyo"));
  private static final String SECTION = "0310";

  @Parameter TestDatabase database;
  private JdbcClient jdbc;
  private TransactionTemplate transactions;
  private JdbcGainLedger ledger;
  private GainReport report;

  @BeforeEach
  void emptyLedger() {
    DataSource dataSource = database.migrated();
    jdbc = TestDatabase.client(dataSource);
    transactions = TestDatabase.transactions(dataSource);
    ledger = new JdbcGainLedger(jdbc, new DataSourceTransactionManager(dataSource), CLOCK);
    report = new JdbcGainReport(jdbc);
  }

  @Test
  void aSourceHasOneRowOfAKind() {
    assertThat(ledger.record(measured("run-1", "2026-06-01", 10, 600))).isTrue();
    assertThat(ledger.record(measured("run-1", "2026-06-01", 99, 999))).isFalse();
    assertThat(ledger.record(row("run-1", GainKind.HANDWORK, "2026-06-01", 1, -60, 0))).isTrue();
    assertThat(report.ofImprovement("i-1").actualSeconds()).isEqualTo(540);
    assertThat(report.ofImprovement("i-1").items()).isEqualTo(10);
  }

  @Test
  void aRowThatExistsLeavesTheCallersTransactionUsable() {
    ledger.record(measured("run-1", "2026-06-01", 10, 600));
    transactions.executeWithoutResult(
        status -> {
          assertThat(ledger.record(measured("run-1", "2026-06-01", 10, 600))).isFalse();
          assertThat(ledger.record(measured("run-2", "2026-06-01", 5, 300))).isTrue();
        });
    assertThat(report.ofImprovement("i-1").actualSeconds()).isEqualTo(900);
  }

  @Test
  void aRowIsRolledBackWithItsCaller() {
    transactions.executeWithoutResult(
        status -> {
          ledger.record(measured("run-1", "2026-06-01", 10, 600));
          status.setRollbackOnly();
        });
    assertThat(report.entriesOf("i-1")).isEmpty();
  }

  @Test
  void theSameRowTwiceAtOnceIsWrittenOnce() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    Callable<Boolean> write =
        () -> {
          together.await();
          return Boolean.TRUE.equals(
              transactions.execute(
                  status -> ledger.record(measured("run-1", "2026-06-01", 10, 600))));
        };
    try (var threads = Executors.newFixedThreadPool(2)) {
      List<Future<Boolean>> written = threads.invokeAll(List.of(write, write));
      assertThat(List.of(written.get(0).get(), written.get(1).get()))
          .containsExactlyInAnyOrder(true, false);
    }
    assertThat(report.entriesOf("i-1")).hasSize(1);
  }

  @Test
  void aMistakeIsReversedAndStays() {
    ledger.record(row("run-1", GainKind.MEASURED, "2026-06-01", 10, 600, 1000));
    LocalDate day = LocalDate.of(2026, 7, 1);
    assertThat(ledger.reverse("run-1", GainKind.MEASURED, day, "digital-0130", "二重計上")).isTrue();
    assertThat(ledger.reverse("run-1", GainKind.MEASURED, day, "digital-0130", "二重計上")).isFalse();
    assertThat(ledger.reverse("run-9", GainKind.MEASURED, day, "digital-0130", "なし")).isFalse();

    assertThat(report.entriesOf("i-1"))
        .extracting(GainEntry::kind)
        .containsExactly(GainKind.CORRECTION, GainKind.MEASURED);
    var total = report.ofImprovement("i-1");
    assertThat(total.actualSeconds()).isZero();
    assertThat(total.items()).isZero();
    assertThat(total.actualBaselineSeconds()).isZero();
  }

  @Test
  void aPlanHoldsFromItsYearOnUntilItIsTakenBack() {
    ledger.record(row("i-1:1", GainKind.PLANNED, "2025-10-01", 100, 120_000, 200_000));
    ledger.record(row("i-1:2", GainKind.PLANNED, "2026-06-01", 100, 12_000, 0));
    ledger.record(measured("run-1", "2026-06-30", 10, 600));

    assertThat(report.byDepartment(2024)).isEmpty();
    assertThat(report.byDepartment(2025).getFirst().plannedSeconds()).isEqualTo(120_000);
    var year = report.byDepartment(2026).getFirst();
    assertThat(year.plannedSeconds()).isEqualTo(132_000);
    assertThat(year.plannedBaselineSeconds()).isEqualTo(200_000);
    assertThat(year.actualSeconds()).isEqualTo(600);
    assertThat(report.byDepartment(2027).getFirst().actualSeconds()).isZero();

    ledger.reverse("i-1:1", GainKind.PLANNED, LocalDate.of(2027, 3, 31), "leader-0310", "廃止");
    ledger.reverse("i-1:2", GainKind.PLANNED, LocalDate.of(2027, 3, 31), "leader-0310", "廃止");
    assertThat(report.byDepartment(2025).getFirst().plannedSeconds()).isEqualTo(120_000);
    assertThat(report.byDepartment(2027)).isEmpty();
    assertThat(report.ofImprovement("i-1").actualSeconds()).isEqualTo(600);
  }

  @Test
  void aYearHasTwelveMonthsFromApril() {
    ledger.record(row("i-1:1", GainKind.PLANNED, "2026-06-10", 100, 120_000, 200_000));
    ledger.record(measured("run-0", "2026-03-31", 1, 7));
    ledger.record(measured("run-1", "2026-06-30", 10, 600));
    ledger.record(measured("run-2", "2027-03-31", 20, 1200));

    List<GainReport.MonthGain> months = report.months(SECTION, 2026);
    assertThat(months).hasSize(12);
    assertThat(months.getFirst().month()).isEqualTo(YearMonth.of(2026, 4));
    assertThat(months)
        .extracting(GainReport.MonthGain::actualSeconds)
        .containsExactly(0L, 0L, 600L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1200L);
    assertThat(months.get(1).plannedSeconds()).isZero();
    assertThat(months.get(2).plannedSeconds()).isEqualTo(10_000);
    assertThat(months.getLast().items()).isEqualTo(20);
    assertThat(report.byImprovement(SECTION, 2026))
        .singleElement()
        .satisfies(gain -> assertThat(gain.actualSeconds()).isEqualTo(1800));
  }

  @Test
  void theLedgerIsAppendOnly() throws Exception {
    try (var sources = Files.list(Path.of("src/main/java/genba/gain"))) {
      assertThat(sources)
          .allSatisfy(
              source ->
                  assertThat(Files.readString(source).toLowerCase(java.util.Locale.ROOT))
                      .doesNotContain("update gain_entry", "delete from", "merge into"));
    }
  }

  private static GainEntry measured(String run, String day, int items, long seconds) {
    return row(run, GainKind.MEASURED, day, items, seconds, 0);
  }

  private static GainEntry row(
      String source, GainKind kind, String day, int items, long seconds, long baseline) {
    return new GainEntry(
        source,
        kind,
        SECTION,
        "i-1",
        "a-1",
        LocalDate.parse(day),
        items,
        seconds,
        0,
        "a-1",
        "見本",
        baseline);
  }
}
