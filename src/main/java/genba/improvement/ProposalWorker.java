package genba.improvement;

import genba.engine.HandlesJob;
import genba.engine.Job;
import genba.engine.JobResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Jobs around the proposal and its withdrawal. */
@Component
class ProposalWorker {

  private final ProposalService proposals;
  private final WithdrawalService withdrawals;

  ProposalWorker(ProposalService proposals, WithdrawalService withdrawals) {
    this.proposals = proposals;
    this.withdrawals = withdrawals;
  }

  @HandlesJob("register-improvement")
  JobResult register(Job job) {
    ProposalService.Drafted drafted = proposals.draft(job.processInstanceKey(), job.variables());
    return JobResult.done(
        Map.of(
            "improvementId", drafted.improvement().id(),
            "improvementNumber", drafted.improvement().number(),
            "proposalProblems", drafted.problems(),
            "proposerGroups", drafted.proposerGroups()));
  }

  @HandlesJob("record-proposal")
  JobResult record(Job job) {
    ProposalService.Recorded recorded =
        proposals.record(
            job.text("improvementId"),
            job.text("completedBy"),
            job.variables(),
            job.elementInstanceKey());
    Map<String, Object> variables = new LinkedHashMap<>(recorded.variables());
    variables.put("proposalProblems", recorded.problems());
    variables.put("proposerGroups", recorded.proposerGroups());
    variables.put("notice", "");
    return JobResult.done(variables);
  }

  @HandlesJob("record-withdrawal")
  JobResult recordWithdrawal(Job job) {
    withdrawals.recordWithdrawal(job.text("improvementId"), job.processInstanceKey());
    return JobResult.done();
  }
}
