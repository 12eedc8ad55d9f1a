package genba.improvement;

import genba.engine.HandlesJob;
import genba.engine.Job;
import genba.engine.JobResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Jobs after the triage decision. */
@Component
class TriageWorker {

  private final TriageService triage;
  private final Timeline timeline;

  TriageWorker(TriageService triage, Timeline timeline) {
    this.triage = triage;
    this.timeline = timeline;
  }

  @HandlesJob("record-triage")
  JobResult record(Job job) {
    TriageService.Triaged triaged =
        triage.record(job.text("improvementId"), job.processInstanceKey(), score(job));
    return JobResult.done(
        Map.of(
            "leaderGroups", triaged.leaderGroups(),
            "hasLeader", !triaged.leaderGroups().isEmpty(),
            "similarText", triaged.similarText(),
            "triageText", triaged.triageText()));
  }

  @HandlesJob("record-supporter")
  JobResult recordSupporter(Job job) {
    TriageService.Supported supported =
        triage.recordSupporter(
            job.text("improvementId"),
            job.text("completedBy"),
            job.textOr("supporterUserId", "").strip(),
            job.textOr("reason", "").strip(),
            job.elementInstanceKey());
    return JobResult.done(
        Map.of(
            "leaderGroups", supported.leaderGroups(),
            "supporterProblem", supported.problem()));
  }

  private Score score(Job job) {
    Map<?, ?> triaged = job.variables().get("triage") instanceof Map<?, ?> map ? map : Map.of();
    return new Score(
        String.valueOf(job.elementInstanceKey()),
        number(triaged.get("effortScore")),
        number(triaged.get("benefitScore")),
        terms(triaged.get("effortTerms")),
        terms(triaged.get("benefitTerms")),
        tool(text(triaged.get("tool"))),
        text(triaged.get("toolReason")),
        timeline.now());
  }

  private static List<Score.Term> terms(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream()
            .filter(Map.class::isInstance)
            .map(term -> (Map<?, ?>) term)
            .map(
                t ->
                    new Score.Term(
                        text(t.get("term")), number(t.get("points")), text(t.get("reason"))))
            .toList()
        : List.of();
  }

  /** A decision model may be changed by people: a tool the hub does not know is no tool. */
  private static Tool tool(String name) {
    for (Tool tool : Tool.values()) {
      if (tool.name().equals(name)) {
        return tool;
      }
    }
    return Tool.WITHOUT_TOOL;
  }

  private static int number(@Nullable Object value) {
    return value instanceof Number number ? number.intValue() : 0;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
