package genba.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CityDateTest {

  @ParameterizedTest
  @CsvSource({
    "2026-04-01, 2026-04-01",
    "2026/4/1, 2026-04-01",
    "2026年4月1日, 2026-04-01",
    "R8.4.1, 2026-04-01",
    "r8/4/1, 2026-04-01",
    "令和8年4月1日, 2026-04-01",
    "令和元年5月1日, 2019-05-01",
    "平成31年4月30日, 2019-04-30",
    "Ｒ８．４．１, 2026-04-01",
    "令和 8年 4月 1日, 2026-04-01",
    "S63.12.31, 1988-12-31"
  })
  void offices(String text, LocalDate day) {
    assertThat(CityDate.parse(text)).contains(day);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "明日", "2026-02-30", "2026-13-01", "X8.4.1", "20260401", "R8.4"})
  void noDates(String text) {
    assertThat(CityDate.parse(text)).isEmpty();
  }
}
