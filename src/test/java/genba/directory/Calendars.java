package genba.directory;

import genba.directory.DirectoryProperties.SampleCityMode;
import java.util.List;

/** The city's working calendar for tests of other modules. */
public final class Calendars {

  private Calendars() {}

  public static WorkingCalendar japan() {
    return new JapaneseWorkingCalendar(
        new DirectoryProperties("0130", SampleCityMode.FALSE, "genba", List.of()));
  }
}
