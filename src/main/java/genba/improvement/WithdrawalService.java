package genba.improvement;

import genba.engine.EngineMessage;
import genba.engine.EngineOutbox;
import genba.engine.WorkList;
import genba.improvement.Event.Kind;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Taking a case back (取下げ), any time before it goes live. */
@Service
class WithdrawalService {

  private static final Duration TIME_TO_LIVE = Duration.ofDays(7);

  private final ImprovementStore improvements;
  private final ProposalService proposals;
  private final Timeline timeline;
  private final EngineOutbox outbox;
  private final WorkList workList;
  private final RolloutService rollout;

  WithdrawalService(
      ImprovementStore improvements,
      ProposalService proposals,
      Timeline timeline,
      EngineOutbox outbox,
      WorkList workList,
      RolloutService rollout) {
    this.improvements = improvements;
    this.proposals = proposals;
    this.timeline = timeline;
    this.outbox = outbox;
    this.workList = workList;
    this.rollout = rollout;
  }

  /**
   * Ends the case at once and tells its process. Withdrawing twice is withdrawing once.
   *
   * @throws NotPossible for others than the proposer and the department's supervisors, and when it
   *     is too late
   */
  @Transactional
  Improvement withdraw(String id, String userId, String reason) {
    Improvement improvement = improvements.lock(id);
    if (!proposals.mayWithdraw(improvement, userId)) {
      throw new NotPossible(NotPossible.Why.NOT_YOURS);
    }
    if (improvement.stage() == Stage.WITHDRAWN) {
      return improvement;
    }
    if (improvement.round() > 1 || !improvement.stage().isBeforeGoLive()) {
      throw new NotPossible(NotPossible.Why.TOO_LATE);
    }
    improvements.move(improvement, Stage.WITHDRAWN, timeline.now());
    timeline.add(id, "withdrawn:" + id, Kind.WITHDRAWN, userId, reason);
    outbox.publish(
        new EngineMessage("improvement-withdrawn", id, "withdrawn:" + id, TIME_TO_LIVE, Map.of()));
    if (improvement.processInstanceKey() != null) {
      workList.closeAllOf(improvement.processInstanceKey());
    }
    return improvements.lock(id);
  }

  /** The process has stopped: nothing waits for anybody, is on trial or promised any more. */
  @Transactional
  void recordWithdrawal(String id, long processInstanceKey) {
    improvements.attach(id, processInstanceKey);
    workList.closeAllOf(processInstanceKey);
    rollout.takeBack(id, "text.withdrawn-evidence");
  }
}
