package genba.directory;

import static org.assertj.core.api.Assertions.assertThat;

import genba.directory.DirectoryProperties.SampleCityMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JapaneseWorkingCalendarTest {

  private final WorkingCalendar calendar =
      new JapaneseWorkingCalendar(
          new DirectoryProperties(
              "0130", SampleCityMode.FALSE, "genba", List.of(LocalDate.of(2026, 6, 15))));

  @ParameterizedTest
  @CsvSource({
    "2026-04-28, true",
    "2026-04-29, false", // 昭和の日
    "2026-04-30, true",
    "2026-05-01, true",
    "2026-05-03, false", // 憲法記念日, a Sunday
    "2026-05-04, false", // みどりの日
    "2026-05-05, false", // こどもの日
    "2026-05-06, false", // substitute holiday of 3 May
    "2026-05-07, true",
    "2026-09-21, false", // 敬老の日
    "2026-09-22, false", // 国民の休日 between two holidays
    "2026-09-23, false", // 秋分の日
    "2026-02-23, false", // 天皇誕生日
    "2026-03-20, false", // 春分の日
    "2026-06-15, false", // proclaimed by property
    "2026-12-23, true", // no longer the Emperor's birthday
    "2025-09-23, false", // 秋分の日
    "2025-11-24, false", // substitute holiday of 23 November
    "2024-03-20, false", // 春分の日
    "2030-03-20, false", // 春分の日
    "2026-11-23, false", // 勤労感謝の日
    "2026-12-28, true",
    "2026-12-29, false",
    "2026-12-31, false",
    "2027-01-01, false",
    "2027-01-03, false",
    "2027-01-04, true",
    "2027-03-22, false", // substitute holiday of 21 March
    "2026-07-18, false" // Saturday
  })
  void workingDays(LocalDate day, boolean working) {
    assertThat(calendar.isWorkingDay(day)).isEqualTo(working);
  }

  @Test
  void goldenWeekIsSkipped() {
    assertThat(calendar.plusWorkingDays(at("2026-05-01T10:30+09:00"), 3))
        .isEqualTo(at("2026-05-11T10:30+09:00"));
  }

  @Test
  void yearEndIsSkipped() {
    assertThat(calendar.plusWorkingDays(at("2026-12-28T16:00+09:00"), 1))
        .isEqualTo(at("2027-01-04T16:00+09:00"));
  }

  @Test
  void startingOnADayOffCountsFromTheNextWorkingDay() {
    assertThat(calendar.plusWorkingDays(at("2026-05-03T09:00+09:00"), 1))
        .isEqualTo(at("2026-05-08T09:00+09:00"));
    assertThat(calendar.plusWorkingDays(at("2026-05-03T09:00+09:00"), 0))
        .isEqualTo(at("2026-05-07T09:00+09:00"));
  }

  /** 23:30 UTC is the next morning in Japan. */
  @Test
  void daysAreJapaneseDays() {
    assertThat(calendar.plusWorkingDays(Instant.parse("2026-05-07T23:30:00Z"), 1))
        .isEqualTo(at("2026-05-11T08:30+09:00"));
  }

  @Test
  void fiscalYearStartsInApril() {
    assertThat(WorkingCalendar.fiscalYearOf(LocalDate.of(2027, 3, 31))).isEqualTo(2026);
    assertThat(WorkingCalendar.fiscalYearOf(LocalDate.of(2027, 4, 1))).isEqualTo(2027);
  }

  private static Instant at(String text) {
    return ZonedDateTime.parse(text).toInstant();
  }
}
