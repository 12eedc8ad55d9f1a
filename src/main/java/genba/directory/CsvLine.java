package genba.directory;

import genba.directory.DirectoryFile.Column;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One line of an uploaded file. The accessors report what is wrong with a cell and return nothing
 * for it.
 *
 * @param number line in the file, the heading is line 1
 * @param columnNumbers place of each column in this file, from 1
 */
record CsvLine(
    DirectoryFile file,
    int number,
    Map<Column, String> cells,
    Map<Column, Integer> columnNumbers,
    Consumer<ImportProblem> problems) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
  private static final Pattern MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_MAIL = 254;
  private static final Map<String, Boolean> YES_NO =
      Map.of("はい", true, "true", true, "1", true, "いいえ", false, "false", false, "0", false);
  private static final Map<String, Role> ROLES =
      Map.of(
          "職員", Role.STAFF,
          "リーダー", Role.LEADER,
          "デジタル行政推進リーダー", Role.LEADER,
          "副リーダー", Role.BACKUP_LEADER,
          "所属長", Role.SUPERVISOR,
          "課長", Role.SUPERVISOR,
          "部長", Role.SUPERVISOR,
          "局長", Role.SUPERVISOR,
          "デジタル担当", Role.DIGITAL_OFFICE);

  /** The name of a role in an exported file; {@link #role} reads it back. */
  static String roleName(Role role) {
    return switch (role) {
      case STAFF -> "職員";
      case LEADER -> "リーダー";
      case BACKUP_LEADER -> "副リーダー";
      case SUPERVISOR -> "所属長";
      case DIGITAL_OFFICE -> "デジタル担当";
    };
  }

  String raw(Column column) {
    return cells.getOrDefault(column, "").strip();
  }

  boolean has(Column column) {
    return !raw(column).isEmpty();
  }

  void report(Column column, String code, String... arguments) {
    problems.accept(
        new ImportProblem(
            file,
            number,
            columnNumbers.getOrDefault(column, 0),
            column.heading(),
            code,
            List.of(arguments)));
  }

  Optional<String> id(Column column) {
    String text = plain(column);
    if (text.isEmpty()) {
      report(column, "empty");
      return Optional.empty();
    }
    if (!ID.matcher(text).matches()) {
      report(column, "bad-id", raw(column));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  Optional<String> name(Column column) {
    String text = raw(column);
    if (text.isEmpty()) {
      report(column, "empty");
      return Optional.empty();
    }
    if (text.length() > LONGEST_NAME) {
      report(column, "too-long", Integer.toString(LONGEST_NAME));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  Optional<String> mail(Column column) {
    String text = plain(column);
    if (!text.isEmpty() && !MAIL.matcher(text).matches() || text.length() > LONGEST_MAIL) {
      report(column, "bad-mail", raw(column));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  Optional<LocalDate> date(Column column) {
    if (!has(column)) {
      report(column, "empty");
      return Optional.empty();
    }
    Optional<LocalDate> day = CityDate.parse(raw(column));
    if (day.isEmpty()) {
      report(column, "bad-date", raw(column));
    }
    return day;
  }

  Optional<Integer> count(Column column) {
    String text = plain(column);
    if (text.isEmpty()) {
      return Optional.of(0);
    }
    if (!text.matches("\\d{1,6}")) {
      report(column, "bad-number", raw(column));
      return Optional.empty();
    }
    return Optional.of(Integer.valueOf(text));
  }

  Optional<Boolean> yesNo(Column column) {
    if (!has(column)) {
      return Optional.of(false);
    }
    Optional<Boolean> answer = Optional.ofNullable(YES_NO.get(plain(column)));
    if (answer.isEmpty()) {
      report(column, "bad-yes-no", raw(column));
    }
    return answer;
  }

  Optional<Role> role(Column column) {
    String text = plain(column);
    if (text.isEmpty()) {
      report(column, "empty");
      return Optional.empty();
    }
    for (Role role : Role.values()) {
      if (role.name().equals(text)) {
        return Optional.of(role);
      }
    }
    Optional<Role> role = Optional.ofNullable(ROLES.get(text));
    if (role.isEmpty()) {
      report(column, "unknown-role", raw(column));
    }
    return role;
  }

  /** Codes and numbers typed in full width are meant in half width. */
  private String plain(Column column) {
    return Normalizer.normalize(raw(column), Normalizer.Form.NFKC).strip();
  }
}
