package genba.improvement;

import genba.directory.Department;
import genba.directory.Directory;
import genba.improvement.ImprovementSearch.Filter;
import genba.improvement.ImprovementSearch.Page;
import genba.improvement.Improvements.Summary;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** All improvements, as a board by stage or as a list. What is chosen is in the address. */
@Controller
class BoardPage {

  private static final int LIST_LENGTH = 20;
  private static final int COLUMN_LENGTH = 10;
  private static final List<Stage> COLUMNS =
      List.of(
          Stage.DRAFT,
          Stage.PROPOSED,
          Stage.TRIAGED,
          Stage.PROTOTYPING,
          Stage.IN_APPROVAL,
          Stage.ROLLING_OUT,
          Stage.MEASURING,
          Stage.STANDARDISED);

  private final ImprovementSearch search;
  private final Directory directory;
  private final Clock clock;

  BoardPage(ImprovementSearch search, Directory directory, Clock clock) {
    this.search = search;
    this.directory = directory;
    this.clock = clock;
  }

  /** One stage of the board: its newest cards and how many there are. */
  record Column(Stage stage, List<Summary> cards, long count) {}

  /** What the page shows; names of departments by code. */
  record View(
      boolean board,
      String department,
      @Nullable Stage stage,
      String q,
      Map<String, String> departments,
      List<Column> columns,
      @Nullable Page page) {

    public String departmentName(String code) {
      return departments.getOrDefault(code, code);
    }

    public boolean isFiltered() {
      return !department.isEmpty() || stage != null || !q.isEmpty();
    }

    public boolean isEmpty() {
      return page == null ? columns.stream().allMatch(c -> c.count() == 0) : page.total() == 0;
    }

    /** This page with another view; the rest of the address stays. */
    public String as(String view) {
      return address(view, stage).toUriString();
    }

    public String listOf(Stage column) {
      return address("list", column).toUriString();
    }

    /** Where the number of a page goes at the end. */
    public String pages() {
      return address("list", stage).queryParam("page", "").toUriString();
    }

    private UriComponentsBuilder address(String view, @Nullable Stage inStage) {
      UriComponentsBuilder address =
          UriComponentsBuilder.fromPath("/improvements").queryParam("view", view);
      if (!department.isEmpty()) {
        address.queryParam("department", department);
      }
      if (inStage != null) {
        address.queryParam("stage", inStage.name());
      }
      if (!q.isEmpty()) {
        address.queryParam("q", q);
      }
      return address.encode();
    }
  }

  /** A chosen stage is looked at as a list, unless the board is asked for. */
  @GetMapping("/improvements")
  String improvements(
      @RequestParam(defaultValue = "") String view,
      @RequestParam(defaultValue = "") String department,
      @RequestParam(defaultValue = "") String stage,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "1") String page,
      Model model) {
    Stage inStage = stageOrNull(stage);
    Filter filter = new Filter(department.strip(), inStage, q.strip());
    boolean board = view.equals("board") || (view.isEmpty() && inStage == null);
    int number = page.matches("[1-9]\\d{0,5}") ? Integer.parseInt(page) : 1;
    model.addAttribute(
        "view",
        new View(
            board,
            filter.department(),
            inStage,
            filter.text(),
            departments(),
            board ? columns(filter) : List.of(),
            board ? null : search.search(filter, number - 1, LIST_LENGTH)));
    model.addAttribute("stages", Stage.values());
    return "improvement/board";
  }

  private List<Column> columns(Filter filter) {
    Map<Stage, Long> counts = search.countByStage(filter);
    List<Column> columns = new ArrayList<>();
    for (Stage stage : COLUMNS) {
      long count = counts.getOrDefault(stage, 0L);
      boolean rare = stage == Stage.DRAFT || stage == Stage.TRIAGED;
      if (count > 0 || (!rare && (filter.stage() == null || filter.stage() == stage))) {
        List<Summary> cards =
            count == 0 ? List.of() : search.search(filter.in(stage), 0, COLUMN_LENGTH).items();
        columns.add(new Column(stage, cards, count));
      }
    }
    return columns;
  }

  private Map<String, String> departments() {
    LocalDate today = LocalDate.now(clock);
    Map<String, String> names = new LinkedHashMap<>();
    for (Department section : directory.sections(today)) {
      names.put(section.code(), section.name());
    }
    for (Department bureau : directory.bureaus(today)) {
      names.put(bureau.code(), bureau.name());
    }
    return names;
  }

  private static @Nullable Stage stageOrNull(String name) {
    for (Stage stage : Stage.values()) {
      if (stage.name().equals(name)) {
        return stage;
      }
    }
    return null;
  }
}
