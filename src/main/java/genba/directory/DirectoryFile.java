package genba.directory;

import java.util.List;
import java.util.Optional;

/** The three CSV files of the directory, with their columns by Japanese or English heading. */
enum DirectoryFile {
  DEPARTMENTS(
      Column.CODE,
      Column.NAME,
      Column.BUREAU_CODE,
      Column.HEAD_COUNT,
      Column.VALID_FROM,
      Column.VALID_TO,
      Column.SUCCESSOR_CODE),
  PEOPLE(Column.USER_ID, Column.PERSON_NAME, Column.EMAIL, Column.SAMPLE),
  ASSIGNMENTS(
      Column.USER_ID, Column.DEPARTMENT_CODE, Column.ROLE, Column.VALID_FROM, Column.VALID_TO);

  /** A column; an optional one may be missing from the file altogether. */
  enum Column {
    CODE("コード", "code", true),
    NAME("名称", "name", true),
    BUREAU_CODE("部局コード", "bureauCode", true),
    HEAD_COUNT("職員数", "headCount", false),
    VALID_FROM("開始日", "validFrom", true),
    VALID_TO("終了日", "validTo", false),
    SUCCESSOR_CODE("引継先コード", "successorCode", false),
    USER_ID("利用者ID", "userId", true),
    PERSON_NAME("氏名", "name", true),
    EMAIL("メールアドレス", "email", false),
    SAMPLE("見本", "sample", false),
    DEPARTMENT_CODE("所属コード", "departmentCode", true),
    ROLE("役割", "role", true);

    private final String heading;
    private final String english;
    private final boolean required;

    Column(String heading, String english, boolean required) {
      this.heading = heading;
      this.english = english;
      this.required = required;
    }

    String heading() {
      return heading;
    }

    boolean required() {
      return required;
    }
  }

  private final List<Column> columns;

  DirectoryFile(Column... columns) {
    this.columns = List.of(columns);
  }

  List<Column> columns() {
    return columns;
  }

  Optional<Column> column(String heading) {
    return columns.stream()
        .filter(column -> column.heading.equals(heading) || column.english.equals(heading))
        .findFirst();
  }

  /** File name of an export, {@code departments.csv}. */
  String fileName() {
    return name().toLowerCase(java.util.Locale.ROOT) + ".csv";
  }
}
