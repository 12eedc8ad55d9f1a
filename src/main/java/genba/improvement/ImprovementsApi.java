package genba.improvement;

import genba.improvement.ImprovementJson.Detail;
import genba.improvement.ImprovementSearch.Filter;
import genba.improvement.ImprovementSearch.Mine;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Improvements for Power Apps, Power BI and other programs. */
@RestController
@RequestMapping("/api/v1/improvements")
@Tag(name = "improvements", description = "The improvements of the city's departments")
class ImprovementsApi {

  private static final int LARGEST_PAGE = 200;

  private final ProposalService proposals;
  private final WithdrawalService withdrawals;
  private final ImprovementSearch search;
  private final CaseFiles files;
  private final Groups groups;
  private final ImprovementJsonWriter json;
  private final Clock clock;

  ImprovementsApi(
      ProposalService proposals,
      WithdrawalService withdrawals,
      ImprovementSearch search,
      CaseFiles files,
      Groups groups,
      ImprovementJsonWriter json,
      Clock clock) {
    this.proposals = proposals;
    this.withdrawals = withdrawals;
    this.search = search;
    this.files = files;
    this.groups = groups;
    this.json = json;
    this.clock = clock;
  }

  @PostMapping
  @Operation(
      operationId = "proposeImprovement",
      summary = "Propose an improvement",
      description =
          "Registers the case and starts its process. The same Idempotency-Key and content give"
              + " the same case.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @Content(schema = @Schema(implementation = ImprovementJson.Proposed.class))))
  @ApiResponse(responseCode = "201", description = "Registered; Location is the case")
  @ApiResponse(responseCode = "409", description = "The key came with another content before")
  @ApiResponse(responseCode = "422", description = "Every wrong field is named in errors")
  ResponseEntity<Detail> propose(
      @RequestBody Map<String, Object> body,
      @Parameter(description = "At most 100 characters of your own choice")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String key,
      Principal who,
      Locale locale) {
    return created(proposals.propose(who.getName(), body, Origin.API, checkedKey(key)), locale);
  }

  @GetMapping
  @Operation(operationId = "listImprovements", summary = "Find improvements, changed last first")
  ImprovementJson.Page list(
      @Parameter(description = "Department code") @RequestParam(defaultValue = "")
          String department,
      @Parameter(schema = @Schema(implementation = Stage.class)) @RequestParam(defaultValue = "")
          String stage,
      @Parameter(description = "Text in number, title or problem") @RequestParam(defaultValue = "")
          String q,
      @Parameter(description = "Only what I proposed, support or build as a leader")
          @RequestParam(defaultValue = "false")
          boolean mine,
      @Parameter(description = "0 is the first page") @RequestParam(defaultValue = "0") String page,
      @Parameter(description = "At most 200") @RequestParam(defaultValue = "50") String size,
      Principal who,
      Locale locale) {
    List<FieldProblem> problems = new ArrayList<>();
    Stage inStage = stage(stage, problems);
    int number = number("page", page, 0, 1_000_000, problems);
    int length = number("size", size, 1, LARGEST_PAGE, problems);
    if (!problems.isEmpty()) {
      throw new InvalidProposal(problems);
    }
    String me = who.getName();
    Mine own = mine ? new Mine(me, groups.ledBy(me, LocalDate.now(clock))) : null;
    return json.page(
        search.search(new Filter(department, inStage, q, own), number, length), locale);
  }

  @GetMapping("/{id}")
  @Operation(
      operationId = "getImprovement",
      summary = "One improvement with its score, decisions and timeline")
  @ApiResponse(responseCode = "200", description = "The case")
  @ApiResponse(responseCode = "404", description = "There is no such case")
  Detail get(@PathVariable String id, Locale locale) {
    return json.detail(files.open(id), locale);
  }

  @PostMapping("/{id}/withdrawal")
  @Operation(
      operationId = "withdrawImprovement",
      summary = "Take an improvement back before its rollout",
      description = "By its proposer or a supervisor of its department. Repeating does no harm.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @Content(schema = @Schema(implementation = ImprovementJson.Withdrawal.class))))
  @ApiResponse(responseCode = "200", description = "Withdrawn")
  @ApiResponse(responseCode = "403", description = "Neither proposer nor supervisor")
  @ApiResponse(responseCode = "409", description = "Too late")
  Detail withdraw(
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Map<String, Object> body,
      Principal who,
      Locale locale) {
    Object reason = body == null ? null : body.get("reason");
    withdrawals.withdraw(id, who.getName(), reason == null ? "" : reason.toString().strip());
    return json.detail(files.open(id), locale);
  }

  @PostMapping("/{id}/adoptions")
  @Operation(
      operationId = "adoptImprovement",
      summary = "Adopt another department's improvement with an own baseline",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = ImprovementJson.Adopted.class))))
  @ApiResponse(responseCode = "201", description = "The new case; its parentId is the adopted one")
  @ApiResponse(responseCode = "409", description = "Not in use, or of the same department")
  @ApiResponse(responseCode = "422", description = "Every wrong field is named in errors")
  ResponseEntity<Detail> adopt(
      @PathVariable String id,
      @RequestBody Map<String, Object> body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      Principal who,
      Locale locale) {
    return created(proposals.adopt(id, who.getName(), body, Origin.API, checkedKey(key)), locale);
  }

  private ResponseEntity<Detail> created(Improvement improvement, Locale locale) {
    return ResponseEntity.created(URI.create("/api/v1/improvements/" + improvement.id()))
        .body(json.detail(files.open(improvement.id()), locale));
  }

  static @Nullable String checkedKey(@Nullable String key) {
    if (key != null && (key.isBlank() || key.length() > 100)) {
      throw new InvalidProposal(List.of(FieldProblem.of("idempotencyKey", "out-of-range", 1, 100)));
    }
    return key;
  }

  private static @Nullable Stage stage(String name, List<FieldProblem> problems) {
    for (Stage stage : Stage.values()) {
      if (stage.name().equals(name)) {
        return stage;
      }
    }
    if (!name.isEmpty()) {
      problems.add(FieldProblem.of("stage", "unknown-choice"));
    }
    return null;
  }

  private static int number(
      String field, String typed, int least, int most, List<FieldProblem> problems) {
    int value = typed.matches("\\d{1,7}") ? Integer.parseInt(typed) : -1;
    if (value < least || value > most) {
      problems.add(FieldProblem.of(field, "out-of-range", least, most));
      return least;
    }
    return value;
  }
}
