package genba.notice;

import genba.connector.ConnectorCall;
import genba.connector.ConnectorGateway;
import genba.connector.ConnectorOutcome;
import genba.directory.Assignment;
import genba.directory.Department;
import genba.directory.Directory;
import genba.directory.Person;
import genba.directory.Role;
import genba.directory.WorkingCalendar;
import genba.testing.TestDatabase;
import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The module on one database, with a clock to turn, a gateway that answers what a test says, and
 * two sections: 市民課 (0310) with a channel, 税務課 (0320) without.
 */
final class NoticeWorld {

  /** Monday, 10 o'clock in Tokyo. */
  static final Instant NOW = Instant.parse("2026-11-16T01:00:00Z");

  final List<ConnectorCall> calls = new ArrayList<>();
  final Map<String, ConnectorOutcome> answers = new HashMap<>();
  final JdbcClient jdbc;
  final TransactionTemplate transactions;
  final Deliveries deliveries;
  final Preferences preferences;
  final Routes routes;
  final Notices notices;
  final Postman postman;
  final Texts texts;

  private Instant now = NOW;

  NoticeWorld(TestDatabase database) {
    this(database.migrated(), Map.of("0310", "teams-0310"), "mail");
  }

  NoticeWorld(DataSource dataSource, Map<String, String> channels, String mail) {
    NoticeProperties properties =
        new NoticeProperties(
            channels,
            mail,
            LocalTime.of(8, 30),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            4,
            Duration.ofMinutes(3));
    Clock clock = new Turned();
    jdbc = TestDatabase.client(dataSource);
    transactions = TestDatabase.transactions(dataSource);
    deliveries = new Deliveries(jdbc, clock);
    preferences = new Preferences(jdbc, clock);
    Directory directory = new TwoSections();
    routes = new Routes(directory, preferences, properties, clock);
    DataSourceTransactionManager manager = new DataSourceTransactionManager(dataSource);
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/notice");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    texts = new Texts(messages);
    notices =
        new JdbcNotices(
            jdbc,
            manager,
            new DeliveryPlan(
                routes,
                deliveries,
                new DigestTime(new Weekdays(), properties, clock),
                texts,
                manager,
                clock),
            clock);
    ConnectorGateway gateway =
        call -> {
          calls.add(call);
          return answers.getOrDefault(call.connector(), new ConnectorOutcome.Completed(Map.of()));
        };
    postman =
        new Postman(
            deliveries,
            gateway,
            directory,
            properties,
            texts,
            URI.create("https://genba.city.example/"),
            clock);
  }

  /** Everything that is due goes out. */
  void round() {
    postman.mails();
    postman.channels();
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  void at(String instant) {
    now = Instant.parse(instant);
  }

  private final class Turned extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneId.of("Asia/Tokyo");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static final class Weekdays implements WorkingCalendar {
    @Override
    public boolean isWorkingDay(LocalDate day) {
      return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    @Override
    public Instant plusWorkingDays(Instant from, int days) {
      return from.plus(Duration.ofDays(days));
    }
  }

  private static final class TwoSections implements Directory {
    @Override
    public Optional<Department> department(String code, LocalDate on) {
      return switch (code) {
        case "03" -> Optional.of(department(code, "市民局", null));
        case "0310" -> Optional.of(department(code, "市民課", "03"));
        case "0320" -> Optional.of(department(code, "税務課", "04"));
        default -> Optional.empty();
      };
    }

    private static Department department(
        String code, String name, @org.jspecify.annotations.Nullable String bureau) {
      return new Department(code, name, bureau, 10, LocalDate.of(2020, 4, 1), null);
    }

    @Override
    public List<Department> sections(LocalDate on) {
      return List.of();
    }

    @Override
    public List<Department> bureaus(LocalDate on) {
      return List.of();
    }

    @Override
    public Optional<Person> person(String userId) {
      return Optional.of(
          new Person(
              userId, "山田 太郎", userId.startsWith("nomail") ? "" : userId + "@city.example", true));
    }

    @Override
    public List<Assignment> assignmentsOf(String userId, LocalDate on) {
      return List.of(new Assignment(userId, Role.STAFF, userId.substring(userId.indexOf('-') + 1)));
    }

    @Override
    public List<Person> holders(Role role, String departmentCode, LocalDate on) {
      return List.of();
    }

    @Override
    public Set<String> groupsOf(String userId, LocalDate on) {
      return Set.of();
    }

    @Override
    public String digitalOfficeCode() {
      return "0130";
    }
  }
}
