package genba.improvement;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds cases for pages and the API. */
@Repository
class ImprovementSearch implements Improvements {

  private static final String SUMMARY =
      "select id, number, title, department_code, stage, proposer_id, created_at, updated_at"
          + " from improvement ";

  private final JdbcClient jdbc;

  ImprovementSearch(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param department code, empty for all
   * @param stage null for all
   * @param text in number, title or problem, empty for all
   * @param mine null for everybody's
   */
  record Filter(String department, @Nullable Stage stage, String text, @Nullable Mine mine) {

    Filter(String department, @Nullable Stage stage, String text) {
      this(department, stage, text, null);
    }

    Filter in(Stage column) {
      return new Filter(department, column, text, mine);
    }
  }

  /**
   * What a person proposed, supports or builds.
   *
   * @param ledDepartments where the person is leader or backup leader
   */
  record Mine(String userId, List<String> ledDepartments) {}

  /**
   * @param page 0 is the first
   * @param total cases on all pages
   */
  record Page(List<Summary> items, int page, int size, long total) {

    public int pages() {
      return (int) ((total + size - 1) / size);
    }
  }

  private static final String WHERE =
      """
      where (:department = '' or department_code = :department)
        and (:stage = '' or stage = :stage)
        and (:text = '' or lower(title) like :text escape '!' or lower(problem) like :text escape '!'
          or lower(number) like :text escape '!')
        and (:me = '' or proposer_id = :me or supporter_id = :me or department_code in (:led))
      """;

  /** Changed last first. */
  Page search(Filter filter, int page, int size) {
    List<Summary> items =
        bind(
                SUMMARY
                    + WHERE
                    + " order by updated_at desc, id offset :offset rows fetch next :size rows"
                    + " only",
                filter)
            .param("offset", (long) page * size)
            .param("size", size)
            .query(ImprovementSearch::summary)
            .list();
    return new Page(items, page, size, count(filter));
  }

  long count(Filter filter) {
    return bind("select count(*) from improvement " + WHERE, filter).query(Long.class).single();
  }

  private JdbcClient.StatementSpec bind(String sql, Filter filter) {
    String text = filter.text().strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
    return jdbc.sql(sql)
        .param("department", filter.department())
        .param("stage", filter.stage() == null ? "" : filter.stage().name())
        .param("text", text.isEmpty() ? "" : "%" + text + "%")
        .param("me", filter.mine() == null ? "" : filter.mine().userId())
        .param("led", led(filter.mine()));
  }

  /** Never empty: SQL knows no empty list. */
  private static List<String> led(@Nullable Mine mine) {
    return mine == null || mine.ledDepartments().isEmpty() ? List.of("") : mine.ledDepartments();
  }

  @Override
  public Map<Stage, Long> countByStage() {
    return countByStage(new Filter("", null, ""));
  }

  @Override
  public Map<Stage, Long> countByStage(String departmentCode) {
    return countByStage(new Filter(departmentCode, null, ""));
  }

  /** Every stage of the cases that the filter lets through. */
  Map<Stage, Long> countByStage(Filter filter) {
    Map<Stage, Long> counts = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      counts.put(stage, 0L);
    }
    bind("select stage, count(*) as cases from improvement " + WHERE + " group by stage", filter)
        .query(
            row -> {
              counts.put(Stage.valueOf(row.getString("stage")), row.getLong("cases"));
            });
    return counts;
  }

  @Override
  public Optional<Summary> find(String id) {
    return jdbc.sql(SUMMARY + "where id = :id")
        .param("id", id)
        .query(ImprovementSearch::summary)
        .optional();
  }

  private static Summary summary(java.sql.ResultSet row, int number) throws java.sql.SQLException {
    return new Summary(
        row.getString("id"),
        row.getString("number"),
        row.getString("title"),
        row.getString("department_code"),
        Stage.valueOf(row.getString("stage")),
        row.getString("proposer_id"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"));
  }
}
