package genba.improvement;

import genba.engine.WorkItem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a case stands in improvement-lifecycle.bpmn, told from the hub's own records. */
final class ModelSteps {

  static final String PROCESS = "improvement-lifecycle";

  private ModelSteps() {}

  /** Ids of the elements the case is in, separated by spaces. */
  static String current(CaseFile file) {
    return file.waiting().isEmpty()
        ? ofStage(file)
        : file.waiting().stream().map(WorkItem::elementId).distinct().collect(joining());
  }

  /** Ids of the elements the case went through, separated by spaces. */
  static String passed(CaseFile file) {
    Set<String> passed = new LinkedHashSet<>();
    file.timeline().stream()
        .flatMap(e -> of(e.kind(), file.improvement().origin()))
        .forEach(passed::add);
    passed.removeAll(List.of(current(file).split(" ")));
    return String.join(" ", passed);
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(" ");
  }

  private static String ofStage(CaseFile file) {
    return switch (file.improvement().stage()) {
      case DRAFT -> "Task_ConfirmProposal";
      case PROPOSED -> "Task_TriageImprovement";
      case TRIAGED -> "Task_NameSupporter";
      case PROTOTYPING -> "Task_BuildPrototype";
      case IN_APPROVAL -> "Task_OpenApprovalStage";
      case ROLLING_OUT ->
          file.timeline().getLast().kind() == Event.Kind.TRIAL_REQUESTED
              ? "Call_TrialRun"
              : "Task_RegisterAutomation";
      case MEASURING -> "Timer_Measurement";
      case STANDARDISED -> "End_Standardised";
      case RETIRED -> "End_Retired";
      case REJECTED -> "End_Rejected";
      case WITHDRAWN -> "End_Withdrawn";
    };
  }

  static Stream<String> of(Event.Kind kind, Origin origin) {
    return switch (kind) {
      case DRAFTED -> Stream.of("Start_Form", "Task_RegisterImprovement");
      case PROPOSED ->
          origin == Origin.TASKLIST
              ? Stream.of("Task_ConfirmProposal", "Task_RecordProposal")
              : Stream.of("Start_Message");
      case REVISED -> Stream.of("Task_ReviseProposal", "Task_RecordRevision");
      case SCORED -> Stream.of("Task_TriageImprovement", "Task_RecordTriage");
      case SUPPORTER_NAMED -> Stream.of("Task_NameSupporter", "Task_RecordSupporter");
      case PROTOTYPE_HANDED_IN ->
          Stream.of("Task_BuildPrototype", "Task_RecordPrototype", "Task_DetermineStages");
      case STAGE_OPENED -> Stream.of("Task_OpenApprovalStage");
      case APPROVED, SENT_BACK, REJECTED -> Stream.of("Task_DecideApproval", "Task_VerifyDecision");
      case REMINDED -> Stream.of("Task_RemindApprover");
      case ESCALATED -> Stream.of("Task_EscalateApproval");
      case REGISTERED -> Stream.of("Task_RegisterAutomation");
      case TRIAL_REQUESTED -> Stream.of("Task_RequestTrialRun", "Call_TrialRun");
      case TRIAL_FAILED -> Stream.of("Task_ReportFailedTrial");
      case CHECKED -> Stream.of("Task_CheckGoLive", "Task_RecordCheckList");
      case WENT_LIVE -> Stream.of("Task_GoLive");
      case COMPARED -> Stream.of("Timer_Measurement", "Task_CompareGain");
      case MEASURED -> Stream.of("Task_CommentOnGain", "Task_RecordMeasurement");
      case RETIRED -> Stream.of("Task_RetireAutomation");
      case WITHDRAWN -> Stream.of("Task_RecordWithdrawal");
      case PROPOSAL_INCOMPLETE,
          SUPPORTER_REFUSED,
          PROTOTYPE_INCOMPLETE,
          DECISION_REFUSED,
          CHECK_INCOMPLETE,
          MEASUREMENT_REFUSED,
          ADOPTED ->
          Stream.empty();
    };
  }
}
