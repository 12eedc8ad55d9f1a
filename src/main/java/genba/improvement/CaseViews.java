package genba.improvement;

import genba.engine.WorkItem;
import genba.improvement.CaseView.DecisionLine;
import genba.improvement.CaseView.EventLine;
import genba.improvement.CaseView.Figures;
import genba.improvement.CaseView.Other;
import genba.improvement.CaseView.Step;
import genba.improvement.CaseView.StepState;
import genba.improvement.CaseView.Waiting;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks up the names that a case's page shows. */
@Component
class CaseViews {

  private static final List<String> WAY =
      List.of("proposal", "prototype", "approval", "rollout", "measurement", "standard");

  private final CaseFiles files;
  private final ProposalService proposals;
  private final Groups groups;
  private final Texts texts;
  private final Clock clock;

  CaseViews(CaseFiles files, ProposalService proposals, Groups groups, Texts texts, Clock clock) {
    this.files = files;
    this.proposals = proposals;
    this.groups = groups;
    this.texts = texts;
    this.clock = clock;
  }

  CaseView of(String id, String reader, Locale locale) {
    CaseFile file = files.open(id);
    Improvement improvement = file.improvement();
    Improvement parent = file.parent();
    Stage stage = improvement.stage();
    return new CaseView(
        file,
        texts.department(improvement.departmentCode(), today()),
        texts.name(improvement.proposerId()),
        steps(stage),
        file.waiting().stream().map(item -> waiting(item, reader, locale)).toList(),
        file.decisions().stream().map(d -> new DecisionLine(d, texts.name(d.personId()))).toList(),
        timeline(file),
        file.similar().stream().map(s -> other(s.improvement(), s.percent())).toList(),
        parent == null ? null : other(parent, 0),
        file.children().stream().map(child -> other(child, 0)).toList(),
        figures(file),
        ModelSteps.current(file),
        ModelSteps.passed(file),
        stage.isBeforeGoLive()
            && improvement.round() == 1
            && proposals.mayWithdraw(improvement, reader),
        stage.isInUse());
  }

  private List<EventLine> timeline(CaseFile file) {
    return file.timeline().stream()
        .map(e -> new EventLine(e, e.actorId() == null ? "" : texts.name(e.actorId())))
        .toList()
        .reversed();
  }

  private static List<Step> steps(Stage stage) {
    int reached =
        switch (stage) {
          case DRAFT, PROPOSED, TRIAGED -> 0;
          case PROTOTYPING -> 1;
          case IN_APPROVAL -> 2;
          case ROLLING_OUT -> 3;
          case MEASURING -> 4;
          case STANDARDISED -> 6;
          case RETIRED, REJECTED, WITHDRAWN -> -1;
        };
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < WAY.size() && reached >= 0; i++) {
      StepState state =
          i < reached ? StepState.DONE : i == reached ? StepState.CURRENT : StepState.TO_COME;
      steps.add(new Step(WAY.get(i), state));
    }
    return steps;
  }

  private Waiting waiting(WorkItem item, String reader, Locale locale) {
    List<String> people = groups.members(item.candidateGroups(), today());
    return new Waiting(
        item.id(),
        item.label().replace("\n", ""),
        item.candidateGroups().stream()
            .map(group -> groupName(group, locale))
            .distinct()
            .collect(Collectors.joining(texts.in(locale, "list-separator"))),
        people.stream()
            .limit(5)
            .map(texts::name)
            .collect(Collectors.joining(texts.in(locale, "list-separator"))),
        item.dueAt(),
        people.contains(reader));
  }

  private String groupName(String group, Locale locale) {
    int colon = group.indexOf(':');
    if (colon < 0) {
      return texts.in(locale, "group.digital-office");
    }
    String kind = group.substring(0, colon);
    String of = group.substring(colon + 1);
    return switch (kind) {
      case "leader", "supervisor", "staff" ->
          texts.in(locale, "group." + kind, texts.department(of, today()));
      case "user" -> texts.name(of);
      default -> group;
    };
  }

  private Other other(Improvement improvement, int percent) {
    return new Other(improvement, texts.department(improvement.departmentCode(), today()), percent);
  }

  private static Figures figures(CaseFile file) {
    Proposal proposal = file.improvement().proposal();
    long cases = proposal.casesPerYear();
    long before = proposal.secondsPerCase();
    long expected = proposal.expectedSecondsAfter();
    Long trial = trial(file);
    return new Figures(
        Proposal.minutes(before),
        cases * before,
        Proposal.minutes(expected),
        cases * expected,
        proposal.plannedSeconds(),
        trial == null ? null : Proposal.minutes(trial),
        trial == null ? null : cases * trial,
        trial == null ? null : cases * (before - trial),
        trial == null ? null : file.prototypes().getFirst().trialCases());
  }

  private static @Nullable Long trial(CaseFile file) {
    return file.prototypes().isEmpty() ? null : file.prototypes().getFirst().trialSecondsPerCase();
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
