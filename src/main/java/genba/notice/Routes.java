package genba.notice;

import genba.directory.Assignment;
import genba.directory.Department;
import genba.directory.Directory;
import genba.directory.Person;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which way notices go to a person: as chosen where that is possible, else as it is possible. */
@Component
class Routes {

  private final Directory directory;
  private final Preferences preferences;
  private final NoticeProperties properties;
  private final Clock clock;

  Routes(Directory directory, Preferences preferences, NoticeProperties properties, Clock clock) {
    this.directory = directory;
    this.preferences = preferences;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * @param recipient user id of a mail, connection of a channel
   */
  record Route(Way way, String recipient) {}

  /** Whose channel it is and the connection into it. */
  record Channel(Department department, String connection) {}

  /**
   * What reaches a person.
   *
   * @param preference in force: chosen, or what the hub chooses
   */
  record Reach(@Nullable Channel channel, @Nullable String mailAddress, Preference preference) {}

  /** Empty: the notice stays in the hub. */
  Optional<Route> of(String userId, boolean urgent) {
    if (!properties.isConnected()) {
      return Optional.empty();
    }
    Reach reach = reach(userId);
    Channel channel = reach.channel();
    return switch (reach.preference()) {
      case MAIL -> Optional.of(new Route(Way.MAIL, userId));
      case TEAMS ->
          channel == null
              ? Optional.empty()
              : Optional.of(new Route(urgent ? Way.CARD : Way.DIGEST, channel.connection()));
      case HUB -> Optional.empty();
    };
  }

  Reach reach(String userId) {
    Channel channel = channel(userId);
    String address =
        properties.hasMail()
            ? directory
                .person(userId)
                .map(Person::email)
                .filter(mail -> !mail.isBlank())
                .orElse(null)
            : null;
    Preference preference =
        preferences
            .of(userId)
            .filter(chosen -> isPossible(chosen, channel, address))
            .orElseGet(() -> usual(channel, address));
    return new Reach(channel, address, preference);
  }

  static boolean isPossible(
      Preference preference, @Nullable Channel channel, @Nullable String mailAddress) {
    return switch (preference) {
      case MAIL -> mailAddress != null;
      case TEAMS -> channel != null;
      case HUB -> true;
    };
  }

  private static Preference usual(@Nullable Channel channel, @Nullable String mailAddress) {
    if (channel != null) {
      return Preference.TEAMS;
    }
    return mailAddress != null ? Preference.MAIL : Preference.HUB;
  }

  private @Nullable Channel channel(String userId) {
    LocalDate today = LocalDate.now(clock);
    for (Assignment held : directory.assignmentsOf(userId, today)) {
      Department department = directory.department(held.departmentCode(), today).orElse(null);
      while (department != null) {
        String connection = properties.channels().get(department.code());
        if (connection != null) {
          return new Channel(department, connection);
        }
        String bureau = department.bureauCode();
        department = bureau == null ? null : directory.department(bureau, today).orElse(null);
      }
    }
    return null;
  }
}
