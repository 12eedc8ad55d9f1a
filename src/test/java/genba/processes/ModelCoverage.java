package genba.processes;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.intent.DecisionEvaluationIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.value.DecisionEvaluationRecordValue;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which sequence flows were taken and which rules matched, against what the models contain. */
final class ModelCoverage {

  private final Set<String> passed = new HashSet<>();

  void add(Stream<Record<?>> records) {
    records.forEach(
        record -> {
          if (record.getIntent() == ProcessInstanceIntent.SEQUENCE_FLOW_TAKEN) {
            var value = (ProcessInstanceRecordValue) record.getValue();
            passed.add(value.getBpmnProcessId() + "#" + value.getElementId());
          } else if (record.getIntent() == DecisionEvaluationIntent.EVALUATED) {
            ((DecisionEvaluationRecordValue) record.getValue())
                .getEvaluatedDecisions()
                .forEach(
                    decision ->
                        decision
                            .getMatchedRules()
                            .forEach(rule -> passed.add("#" + rule.getRuleId())));
          }
        });
  }

  /** Fails, naming them, when flows of the process were never taken. */
  void coversEveryFlowOf(String processId) {
    Path file = Path.of("bpmn", processId + ".bpmn");
    check(file, "flows", ids(file, "sequenceFlow"), processId + "#");
  }

  /** Fails, naming them, when rules of the decision file never matched. */
  void coversEveryRuleOf(String decisionId) {
    Path file = Path.of("bpmn", "decisions", decisionId + ".dmn");
    check(file, "rules", ids(file, "rule"), "#");
  }

  private static List<String> ids(Path file, String element) {
    return Models.elements(Models.parse(file), element).map(e -> e.getAttribute("id")).toList();
  }

  private void check(Path file, String what, List<String> all, String prefix) {
    List<String> missed = all.stream().filter(not(id -> passed.contains(prefix + id))).toList();
    System.out.printf(
        "Coverage of %s: %d of %d %s%n", file, all.size() - missed.size(), all.size(), what);
    assertThat(all).as("%s of %s", what, file).isNotEmpty();
    assertThat(missed).as("%s of %s that no test passes", what, file).isEmpty();
  }
}
