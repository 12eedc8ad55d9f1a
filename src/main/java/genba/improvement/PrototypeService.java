package genba.improvement;

import genba.engine.EngineMessage;
import genba.engine.EngineOutbox;
import genba.engine.WorkItem;
import genba.engine.WorkList;
import genba.improvement.Event.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes what the leader built, by the form in Tasklist or from a program. From a program it is
 * recorded at once, and the process hears of it.
 */
@Service
class PrototypeService {

  private static final List<String> BUILDING =
      List.of("Task_BuildPrototype", "Task_ReworkPrototype");
  private static final Duration TIME_TO_LIVE = Duration.ofDays(1);

  private final ImprovementStore improvements;
  private final PrototypeStore prototypes;
  private final HandInCheck check;
  private final Timeline timeline;
  private final TriageService triage;
  private final EngineOutbox outbox;
  private final WorkList workList;
  private final Texts texts;

  PrototypeService(
      ImprovementStore improvements,
      PrototypeStore prototypes,
      HandInCheck check,
      Timeline timeline,
      TriageService triage,
      EngineOutbox outbox,
      WorkList workList,
      Texts texts) {
    this.improvements = improvements;
    this.prototypes = prototypes;
    this.check = check;
    this.timeline = timeline;
    this.triage = triage;
    this.outbox = outbox;
    this.workList = workList;
    this.texts = texts;
  }

  /**
   * @param notice why it is not complete, empty where it is
   */
  record HandedIn(Improvement improvement, String notice) {
    boolean complete() {
      return notice.isEmpty();
    }
  }

  /**
   * Records what the completed form says.
   *
   * @param handInId of a hand-in that {@link #handIn} recorded already, else empty
   */
  @Transactional
  HandedIn record(String id, String completedBy, HandIn handIn, long occasion, String handInId) {
    Improvement improvement = improvements.lock(id);
    if (!handInId.isEmpty() && recorded(id, handInId).isPresent()) {
      // Sent back since: the message of an earlier hand-in must not count as a new one.
      boolean outdated = improvement.stage() == Stage.PROTOTYPING;
      return new HandedIn(improvement, outdated ? texts.ja("notice.prototype-outdated") : "");
    }
    String key = "prototype:" + occasion;
    String notice = noticeOf(improvement, completedBy, handIn);
    if (timeline.find(key)) {
      return new HandedIn(improvement, notice);
    }
    if (!notice.isEmpty()) {
      timeline.add(id, key, Kind.PROTOTYPE_INCOMPLETE, completedBy, notice);
      return new HandedIn(improvement, notice);
    }
    add(improvement, completedBy, handIn, String.valueOf(occasion));
    return new HandedIn(improvement, "");
  }

  /**
   * Records a program's hand-in while the case waits for one, closes the task and wakes the
   * process. The same key and content give the same hand-in.
   *
   * @throws InvalidProposal naming every wrong field
   * @throws NotPossible for others than the people who build it, where nothing is waited for, and
   *     where the key came with another content before
   */
  @Transactional
  Prototype handIn(String id, String userId, HandIn handIn, @Nullable String key) {
    Improvement improvement = improvements.lock(id);
    if (!triage.leads(improvement, userId)) {
      throw new NotPossible(NotPossible.Why.NOT_ITS_LEADER);
    }
    String handInId = handInId(id, userId, key);
    Optional<Prototype> earlier = recorded(id, handInId);
    if (earlier.isPresent()) {
      return sameContent(earlier.get(), handIn);
    }
    Long process = improvement.processInstanceKey();
    if (process == null || !isWaitedFor(process)) {
      throw new NotPossible(NotPossible.Why.NO_PROTOTYPE_WANTED);
    }
    List<FieldProblem> problems =
        check.problems(improvement, handIn).stream().map(HandInCheck.Problem::field).toList();
    if (!problems.isEmpty()) {
      throw new InvalidProposal(problems);
    }
    Prototype prototype = add(improvement, userId, handIn, handInId);
    workList.closeAllOf(process);
    outbox.publish(
        new EngineMessage(
            "prototype-handed-in",
            id,
            handInId,
            TIME_TO_LIVE,
            Map.of("handInId", handInId, "completedBy", userId)));
    return prototype;
  }

  private static String handInId(String id, String userId, @Nullable String key) {
    return key == null
        ? UUID.randomUUID().toString()
        : UUID.nameUUIDFromBytes(
                String.join("\n", id, userId, key).getBytes(StandardCharsets.UTF_8))
            .toString();
  }

  private static Prototype sameContent(Prototype earlier, HandIn handIn) {
    if (earlier.link().equals(handIn.link().strip())
        && earlier.environment().name().equals(handIn.environment())) {
      return earlier;
    }
    throw new NotPossible(NotPossible.Why.KEY_REUSED);
  }

  private boolean isWaitedFor(long process) {
    return workList.openOf(process).stream().map(WorkItem::elementId).anyMatch(BUILDING::contains);
  }

  private Optional<Prototype> recorded(String improvementId, String prototypeId) {
    return prototypes.of(improvementId).stream()
        .filter(prototype -> prototype.id().equals(prototypeId))
        .findFirst();
  }

  private Prototype add(Improvement improvement, String by, HandIn handIn, String prototypeId) {
    String id = improvement.id();
    Prototype prototype =
        new Prototype(
            prototypeId,
            id,
            prototypes.latest(id).map(Prototype::version).orElse(0) + 1,
            improvement.round(),
            handIn.link().strip(),
            Prototype.Environment.valueOf(handIn.environment()),
            number(handIn.trialCases()).intValue(),
            Proposal.seconds(number(handIn.trialMinutesPerCase())),
            blankToNull(handIn.botSystem()),
            blankToNull(handIn.botName()),
            handIn.note().strip(),
            by,
            timeline.now());
    prototypes.add(prototype);
    timeline.add(
        id,
        "prototype:" + prototypeId,
        Kind.PROTOTYPE_HANDED_IN,
        by,
        texts.ja(
            "text.handed-in",
            prototype.version(),
            prototype.link(),
            texts.label(prototype.environment()),
            prototype.trialCases(),
            Proposal.minutes(prototype.trialSecondsPerCase())));
    // Reworked after a failed trial run it stays in rollout: nothing is approved again.
    if (improvement.stage() == Stage.PROTOTYPING) {
      improvements.move(improvement, Stage.IN_APPROVAL, timeline.now());
    }
    return prototype;
  }

  private String noticeOf(Improvement improvement, String completedBy, HandIn handIn) {
    List<String> wrong = new ArrayList<>();
    if (!triage.leads(improvement, completedBy)) {
      wrong.add(texts.ja("notice.prototype-not-yours", texts.idAndName(completedBy)));
    }
    check.problems(improvement, handIn).forEach(problem -> wrong.add(problem.notice()));
    return String.join("\n\n", wrong);
  }

  private static BigDecimal number(String typed) {
    return ProposalReader.parse(typed).orElse(BigDecimal.ZERO);
  }

  private static @Nullable String blankToNull(String text) {
    return text.isBlank() ? null : text.strip();
  }
}
