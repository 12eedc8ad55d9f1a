package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;

import genba.automation.Reading.Row;
import genba.automation.Reading.State;
import genba.connector.OcrReading;
import genba.connector.OcrReading.Field;
import genba.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the hub keeps of a reading, and for how long. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ReadingRepositoryTest {

  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");

  @Parameter private TestDatabase database;
  private ReadingRepository readings;

  @BeforeEach
  void aReading() {
    readings = new ReadingRepository(TestDatabase.client(database.migrated()));
    readings.add(reading("reading-1", 1, null));
    readings.add(reading("reading-1", 1, "another"));
  }

  @Test
  void aReadingIsAddedOnceAndFollowed() {
    assertThat(readings.find("reading-1").orElseThrow()).isEqualTo(reading("reading-1", 1, null));
    readings.looked("reading-1");
    assertThat(readings.find("reading-1").orElseThrow().looks()).isEqualTo(1);
    assertThat(readings.move("reading-1", State.READING, State.READ)).isTrue();
    assertThat(readings.move("reading-1", State.READING, State.FAILED)).isFalse();
    assertThat(readings.find("reading-2")).isEmpty();
  }

  @Test
  void onlyRowsWithADoubtfulFieldAreKept() {
    readings.keep("reading-1", read());
    Reading reading = readings.find("reading-1").orElseThrow();
    assertThat(reading.rowsRead()).isEqualTo(2);
    assertThat(reading.rowsDoubtful()).isEqualTo(1);
    assertThat(reading.fieldsDoubtful()).isEqualTo(2);
    List<Row> rows = readings.rows("reading-1");
    assertThat(rows).extracting(Row::number).containsExactly(2);
    assertThat(rows.getFirst().sure()).extracting(Reading.Field::name).containsExactly("番号");
    assertThat(rows.getFirst().doubtful())
        .extracting(Reading.Field::percent)
        .containsExactly(52L, null);
  }

  @Test
  void itIsKnownWhatNobodyHasLookedAt() {
    readings.keep("reading-1", read());
    List<Reading.Field> fields = readings.rows("reading-1").getFirst().fields();
    assertThat(readings.unchecked("reading-1")).isEqualTo(2);
    readings.check("reading-1", fields.get(1), "見本");
    readings.check("reading-1", fields.get(0), "sure fields stay as they are");
    assertThat(readings.unchecked("reading-1")).isEqualTo(1);
    assertThat(readings.rows("reading-1").getFirst().fields())
        .extracting(Reading.Field::checkedText)
        .containsExactly(null, "見本", null);
    readings.checked("reading-1", "staff-0310", NOW);
    assertThat(readings.find("reading-1").orElseThrow().checkedAt()).isEqualTo(NOW);
    readings.checked("reading-1", null, null);
    assertThat(readings.find("reading-1").orElseThrow().checkedBy()).isNull();
  }

  @Test
  void whatWasReadIsErasedAndTheCountsStay() {
    readings.keep("reading-1", read());
    readings.handedOver("reading-1", State.HANDED_OVER, NOW);
    readings.add(reading("reading-2", 2, null));
    readings.keep("reading-2", read());

    assertThat(readings.erase(NOW, NOW, NOW)).isZero();
    assertThat(readings.erase(NOW.plusSeconds(1), NOW, NOW)).isEqualTo(1);
    assertThat(readings.erase(NOW.plusSeconds(1), NOW, NOW)).isZero();
    assertThat(readings.rows("reading-1")).isEmpty();
    assertThat(readings.find("reading-1").orElseThrow().rowsRead()).isEqualTo(2);
    assertThat(readings.find("reading-1").orElseThrow().erasedAt()).isEqualTo(NOW);
    assertThat(readings.rows("reading-2")).isNotEmpty();
    assertThat(readings.erase(NOW, NOW.plusSeconds(1), NOW)).isEqualTo(1);
    assertThat(readings.rows("reading-2")).isEmpty();
  }

  private static Reading reading(String reference, long process, @Nullable String connection) {
    return new Reading(
        reference,
        process,
        "0310",
        "住民票の申請書",
        "2026-11/scan-0001.pdf",
        connection,
        State.READING,
        NOW,
        NOW.plusSeconds(60),
        0,
        0,
        0,
        0,
        null,
        null,
        null,
        null);
  }

  private static OcrReading read() {
    return new OcrReading(
        List.of("番号", "氏名", "住所"),
        List.of(
            new OcrReading.Row(
                1,
                List.of(
                    new Field("番号", "1", 0.99, false),
                    new Field("氏名", "見本 太郎", 0.95, false),
                    new Field("住所", "中央区", 0.95, false))),
            new OcrReading.Row(
                2,
                List.of(
                    new Field("番号", "2", 0.99, false),
                    new Field("氏名", "見木", 0.52, true),
                    new Field("住所", "", null, true)))));
  }
}
