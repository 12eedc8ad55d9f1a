package genba.gain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import genba.testing.PageTest;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** In fiscal year 2019 (平成31), which no other test touches. */
@PageTest
class GainPagesTest {

  @Autowired private MockMvc mvc;
  @Autowired private GainLedger ledger;

  @BeforeEach
  void twoDepartments() {
    record("p-1", GainKind.PLANNED, "0310", "g-1", 100, 3_600_000, 7_200_000);
    record("r-1", GainKind.MEASURED, "0310", "g-1", 50, 1_800_000, 3_600_000);
    record("r-2", GainKind.MEASURED, "0410", "g-2", 10, 90_000, 100_000);
  }

  private void record(
      String source,
      GainKind kind,
      String department,
      String improvement,
      int items,
      long seconds,
      long baseline) {
    ledger.record(
        new GainEntry(
            "pages-" + source,
            kind,
            department,
            improvement,
            null,
            LocalDate.of(2019, 7, 1),
            items,
            seconds,
            0,
            "leader-0310",
            "根拠の文",
            baseline));
  }

  @Test
  void theCityShowsPlannedBesideActualWithBothRates() throws Exception {
    mvc.perform(get("/gains?fiscalYear=2019").with(user("staff-0310")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("平成31年度の効果")))
        .andExpect(content().string(containsString("href=\"/gains/0310?fiscalYear=2019\"")))
        .andExpect(content().string(containsString("市民課")))
        .andExpect(content().string(containsString("525.0")))
        .andExpect(content().string(containsString("51.1％")))
        .andExpect(content().string(containsString("70.0％")))
        .andExpect(content().string(containsString("data-chart=")))
        .andExpect(content().string(not(containsString("??"))));
  }

  @Test
  void aDepartmentShowsItsMonthsAndImprovements() throws Exception {
    mvc.perform(get("/gains/0310?fiscalYear=2019").with(user("staff-0310")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("href=\"/gains/improvements/g-1\"")))
        .andExpect(content().string(containsString("83.3")))
        .andExpect(content().string(containsString("3月")));
    mvc.perform(get("/gains/9999").with(user("staff-0310"))).andExpect(status().isNotFound());
    mvc.perform(get("/gains?fiscalYear=1").with(user("staff-0310")))
        .andExpect(status().isBadRequest());
  }

  @Test
  void everyFigureOpensToItsRows() throws Exception {
    mvc.perform(get("/gains/improvements/g-1").with(user("staff-0310")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("根拠の文")))
        .andExpect(content().string(containsString("2019年7月1日")))
        .andExpect(content().string(containsString("実測")))
        .andExpect(content().string(containsString("（見本）")));
    mvc.perform(get("/gains/improvements/unknown").with(user("staff-0310")))
        .andExpect(status().isNotFound());
  }

  @Test
  void aYearWithoutRowsSaysSo() throws Exception {
    mvc.perform(get("/gains?fiscalYear=2003").with(user("staff-0310")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("この年度の効果はまだありません")));
    mvc.perform(get("/gains?fiscalYear=2003&lang=en").with(user("staff-0310")))
        .andExpect(content().string(containsString("No gains in this fiscal year yet")));
  }

  @Test
  void theApiLabelsBothRates() throws Exception {
    mvc.perform(get("/api/v1/gains?fiscalYear=2019").with(user("staff-0310")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.totals.rateOfTotalsPercent").value(51.1))
        .andExpect(jsonPath("$.totals.meanOfRatesPercent").value(70.0))
        .andExpect(jsonPath("$.departments[0].code").value("0310"))
        .andExpect(jsonPath("$.departments[0].actual.hours").value(500.0))
        .andExpect(jsonPath("$.departments[0].actual.personDays").value(64.5));
    mvc.perform(get("/api/v1/gains/0310?fiscalYear=2019").with(user("staff-0310")))
        .andExpect(jsonPath("$.months.length()").value(12))
        .andExpect(jsonPath("$.months[3].month").value("2019-07"))
        .andExpect(jsonPath("$.improvements[0].achievedPercent").value(50.0));
    mvc.perform(get("/api/v1/gains/9999").with(user("staff-0310")))
        .andExpect(status().isNotFound());
  }

  @Test
  void erasChangeWithTheFirstDayOfTheYear() {
    assertThat(new FiscalYear(2026).era(java.util.Locale.JAPANESE)).isEqualTo("令和8");
    assertThat(new FiscalYear(2018).era(java.util.Locale.JAPANESE)).isEqualTo("平成30");
    assertThat(new FiscalYear(2026).era(java.util.Locale.ENGLISH)).isEqualTo("Reiwa 8");
  }
}
