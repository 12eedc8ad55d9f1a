package genba.improvement;

import genba.directory.Department;
import genba.directory.Directory;
import genba.directory.Person;
import genba.gain.SavedTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What people read. Texts that go into forms, notices and the timeline are written once, in
 * Japanese; pages and the API ask in their reader's language.
 */
@Component
class Texts {

  private final MessageSource messages;
  private final Directory directory;

  Texts(MessageSource messages, Directory directory) {
    this.messages = messages;
    this.directory = directory;
  }

  String ja(String code, Object... arguments) {
    return in(Locale.JAPAN, code, arguments);
  }

  String in(Locale locale, String code, Object... arguments) {
    return messages.getMessage("improvement." + code, arguments, locale);
  }

  String label(Locale locale, Enum<?> value) {
    String type = value.getDeclaringClass().getSimpleName();
    return in(
        locale,
        type.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + "." + value.name());
  }

  String label(Enum<?> value) {
    return label(Locale.JAPAN, value);
  }

  String problem(Locale locale, FieldProblem problem) {
    Object[] arguments = new Object[problem.arguments().size() + 1];
    arguments[0] = in(locale, "field." + problem.field());
    for (int i = 0; i < problem.arguments().size(); i++) {
      arguments[i + 1] = problem.arguments().get(i);
    }
    return in(locale, "problem." + problem.code(), arguments);
  }

  /** One line for each problem, for a form in Tasklist; empty where nothing is wrong. */
  String problems(Collection<FieldProblem> problems) {
    return problems.stream()
        .map(p -> "- " + problem(Locale.JAPAN, p))
        .collect(Collectors.joining("\n"));
  }

  /** Name of a person, or the user id where nobody is known by it. */
  String name(@Nullable String userId) {
    return userId == null ? "—" : directory.person(userId).map(Person::name).orElse(userId);
  }

  /** User id and name, so that a mix-up can be seen. */
  String idAndName(String userId) {
    return directory.person(userId).map(p -> userId + " " + p.name()).orElse(userId);
  }

  String department(String code, LocalDate on) {
    return directory.department(code, on).map(Department::name).orElse(code);
  }

  static BigDecimal hours(long seconds) {
    return new SavedTime(seconds).hours();
  }

  static BigDecimal personDays(long seconds) {
    return new SavedTime(seconds).personDays();
  }
}
