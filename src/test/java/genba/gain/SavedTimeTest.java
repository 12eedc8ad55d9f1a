package genba.gain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SavedTimeTest {

  @Test
  void aPersonDayIsSevenHoursFortyFive() {
    assertThat(new SavedTime(27_900).personDays()).isEqualByComparingTo("1.0");
    assertThat(new SavedTime(27_900).hours()).isEqualByComparingTo("7.8");
    assertThat(new SavedTime(-1_800).hours()).isEqualByComparingTo("-0.5");
  }

  /** Figures a city published: 1,095 h before, 919 h saved, 83.9 %. */
  @Test
  void rateIsComputed() {
    assertThat(new SavedTime(919 * 3600L).percentOf(1095 * 3600L)).isEqualByComparingTo("83.9");
  }

  @Test
  void thereIsNoRateWithoutABaseline() {
    assertThat(new SavedTime(600).percentOf(0)).isNull();
  }
}
