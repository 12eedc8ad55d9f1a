package genba.improvement;

import genba.directory.Directory;
import genba.directory.Role;
import genba.engine.EngineMessage;
import genba.engine.EngineOutbox;
import genba.improvement.Event.Kind;
import genba.improvement.ProposalReader.Read;
import genba.notice.Notices;
import genba.notice.Notices.Occasion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** How a case begins: on a page, through the API, or in Tasklist. All three make the same case. */
@Service
class ProposalService {

  /** Long enough for an engine that is down over a long weekend. */
  private static final Duration TIME_TO_LIVE = Duration.ofDays(7);

  private final ImprovementStore improvements;
  private final Timeline timeline;
  private final EngineOutbox outbox;
  private final Directory directory;
  private final Groups groups;
  private final Notices notices;
  private final Texts texts;
  private final TransactionOperations transactions;
  private final Clock clock;

  ProposalService(
      ImprovementStore improvements,
      Timeline timeline,
      EngineOutbox outbox,
      Directory directory,
      Groups groups,
      Notices notices,
      Texts texts,
      TransactionOperations transactions,
      Clock clock) {
    this.improvements = improvements;
    this.timeline = timeline;
    this.outbox = outbox;
    this.directory = directory;
    this.groups = groups;
    this.notices = notices;
    this.texts = texts;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Registers the case and tells the engine, in one transaction.
   *
   * @param key the caller's idempotency key: the same key and content give the same case
   * @throws InvalidProposal naming every wrong field
   * @throws NotPossible where the key came with another content before
   */
  Improvement propose(String userId, Map<String, ?> raw, Origin origin, @Nullable String key) {
    return register(checked(userId, raw), userId, origin, key, null);
  }

  /**
   * Takes another department's improvement over, with the adopting department's own baseline (横展開).
   *
   * @throws InvalidProposal naming every wrong field
   * @throws NotPossible where it is not in use or belongs to the same department
   */
  Improvement adopt(
      String parentId, String userId, Map<String, ?> raw, Origin origin, @Nullable String key) {
    Improvement parent =
        improvements.find(parentId).orElseThrow(() -> new UnknownImprovement(parentId));
    if (!parent.stage().isInUse()) {
      throw new NotPossible(NotPossible.Why.NOT_IN_USE);
    }
    Map<String, Object> filled = new LinkedHashMap<>(parent.proposal().variables());
    OWN_OF_ADOPTER.forEach(filled::remove);
    filled.putAll(raw);
    Proposal proposal = checked(userId, filled);
    if (proposal.departmentCode().equals(parent.departmentCode())) {
      throw new NotPossible(NotPossible.Why.SAME_DEPARTMENT);
    }
    return register(proposal, userId, origin, key, parent);
  }

  /** What an adopting department must say itself. */
  private static final List<String> OWN_OF_ADOPTER =
      List.of(
          "departmentCode",
          "casesPerYear",
          "minutesPerCase",
          "measuredBy",
          "measuredHow",
          "expectedMinutesAfter");

  private Improvement register(
      Proposal proposal,
      String userId,
      Origin origin,
      @Nullable String key,
      @Nullable Improvement parent) {
    String ownKey = key == null ? null : userId + ":" + key;
    try {
      return inTransaction(proposal, userId, origin, ownKey, parent);
    } catch (DuplicateKeyException e) {
      // Somebody was faster with this key, or with the year's first number.
      return inTransaction(proposal, userId, origin, ownKey, parent);
    }
  }

  private Improvement inTransaction(
      Proposal proposal,
      String userId,
      Origin origin,
      @Nullable String key,
      @Nullable Improvement parent) {
    Improvement registered =
        transactions.execute(
            status -> {
              Optional<Improvement> earlier =
                  key == null ? Optional.empty() : improvements.ofIdempotencyKey(key);
              if (earlier.isPresent()) {
                return sameContent(earlier.get(), proposal, parent);
              }
              Improvement added = add(proposal, userId, origin, Stage.PROPOSED, null, key, parent);
              timeline.add(added.id(), added.id(), Kind.PROPOSED, userId, proposal.title());
              publishStart(added);
              if (parent != null) {
                tellOrigin(parent, added);
              }
              return added;
            });
    if (registered == null) {
      throw new IllegalStateException("The transaction gave no case");
    }
    return registered;
  }

  private static Improvement sameContent(
      Improvement earlier, Proposal proposal, @Nullable Improvement parent) {
    boolean sameParent =
        parent == null ? earlier.parentId() == null : parent.id().equals(earlier.parentId());
    if (earlier.round() == 1
        && sameParent
        && earlier.proposal().title().equals(proposal.title())
        && earlier.departmentCode().equals(proposal.departmentCode())) {
      return earlier;
    }
    throw new NotPossible(NotPossible.Why.KEY_REUSED);
  }

  private Improvement add(
      Proposal proposal,
      @Nullable String proposerId,
      Origin origin,
      Stage stage,
      @Nullable Long processInstanceKey,
      @Nullable String key,
      @Nullable Improvement parent) {
    Instant now = timeline.now();
    Improvement improvement =
        new Improvement(
            UUID.randomUUID().toString(),
            improvements.nextNumber(today()),
            parent == null ? null : parent.id(),
            proposal,
            proposerId,
            origin,
            stage,
            1,
            null,
            null,
            null,
            processInstanceKey,
            now,
            now,
            null,
            null);
    improvements.add(improvement, key);
    return improvement;
  }

  private void publishStart(Improvement improvement) {
    Map<String, Object> variables = new LinkedHashMap<>(improvement.proposal().variables());
    variables.put("improvementId", improvement.id());
    variables.put("improvementNumber", improvement.number());
    variables.put("proposerGroups", proposerGroups(improvement));
    outbox.publish(
        new EngineMessage(
            "improvement-proposed", improvement.id(), improvement.id(), TIME_TO_LIVE, variables));
  }

  private void tellOrigin(Improvement parent, Improvement child) {
    String adopter = texts.department(child.departmentCode(), today());
    timeline.add(
        parent.id(),
        "adopted:" + child.id(),
        Kind.ADOPTED,
        child.proposerId(),
        adopter + " " + child.number());
    List<String> hearers =
        new ArrayList<>(groups.members(List.of(Groups.leader(parent.departmentCode())), today()));
    hearers.addAll(groups.members(List.of(Groups.supervisor(parent.departmentCode())), today()));
    if (parent.proposerId() != null) {
      hearers.add(parent.proposerId());
    }
    notices.tell(
        hearers.stream().distinct().toList(),
        new Occasion("adopted:" + child.id(), parent.proposal().title()),
        texts.ja("notice.adopted", adopter, parent.proposal().title()),
        child.path());
  }

  private Proposal checked(String userId, Map<String, ?> raw) {
    Read read = ProposalReader.read(raw);
    List<FieldProblem> problems = allProblems(read, userId);
    if (!problems.isEmpty()) {
      throw new InvalidProposal(problems);
    }
    return read.draft();
  }

  private List<FieldProblem> allProblems(Read read, @Nullable String userId) {
    List<FieldProblem> problems = new ArrayList<>(read.problems());
    String department = read.draft().departmentCode();
    if (!department.isEmpty()) {
      if (directory.department(department, today()).isEmpty()) {
        problems.add(FieldProblem.of("departmentCode", "unknown-department", department));
      } else if (userId != null && !mayProposeFor(userId, department)) {
        problems.add(
            FieldProblem.of(
                "departmentCode",
                "not-your-department",
                texts.idAndName(userId),
                texts.department(department, today())));
      }
    }
    return problems;
  }

  private boolean mayProposeFor(String userId, String department) {
    return groups.has(userId, Groups.staff(department), today())
        || groups.isDigitalOffice(userId, today());
  }

  /** What Tasklist's start form leads to: a case without a proposer yet. */
  record Drafted(Improvement improvement, String problems, List<String> proposerGroups) {}

  Drafted draft(long processInstanceKey, Map<String, ?> raw) {
    Read read = ProposalReader.read(raw);
    Improvement improvement = draftOf(processInstanceKey, read.draft());
    return new Drafted(
        improvement, texts.problems(allProblems(read, null)), proposerGroups(improvement));
  }

  private Improvement draftOf(long processInstanceKey, Proposal draft) {
    Improvement drafted =
        transactions.execute(
            status ->
                improvements
                    .ofProcess(processInstanceKey)
                    .orElseGet(
                        () -> {
                          Improvement added =
                              add(
                                  draft,
                                  null,
                                  Origin.TASKLIST,
                                  Stage.DRAFT,
                                  processInstanceKey,
                                  null,
                                  null);
                          timeline.add(added.id(), added.id(), Kind.DRAFTED, null, draft.title());
                          return added;
                        }));
    if (drafted == null) {
      throw new IllegalStateException("The transaction gave no case");
    }
    return drafted;
  }

  /** What the person who completed the form typed, and whether it is a proposal now. */
  record Recorded(String problems, List<String> proposerGroups, Map<String, Object> variables) {}

  /**
   * Records a confirmed or revised proposal. The first person to confirm it is its proposer: who
   * started a process Tasklist tells nobody.
   */
  Recorded record(String id, String completedBy, Map<String, ?> raw, long occasion) {
    Recorded recorded =
        transactions.execute(status -> recordLocked(id, completedBy, raw, occasion));
    if (recorded == null) {
      throw new IllegalStateException("The transaction gave no answer");
    }
    return recorded;
  }

  private Recorded recordLocked(String id, String completedBy, Map<String, ?> raw, long occasion) {
    Improvement improvement = improvements.lock(id);
    Read read = ProposalReader.read(raw);
    boolean standsIn =
        completedBy.equals(improvement.supporterId()) || improvement.isProposedBy(completedBy);
    List<FieldProblem> problems = allProblems(read, standsIn ? null : completedBy);
    if (!problems.isEmpty()) {
      if (improvement.stage() == Stage.DRAFT) {
        improvements.setProposal(id, read.draft(), null, timeline.now());
      }
      String text = texts.problems(problems);
      timeline.add(id, "proposal:" + occasion, Kind.PROPOSAL_INCOMPLETE, completedBy, text);
      return new Recorded(text, proposerGroups(improvements.lock(id)), Map.of());
    }
    boolean first = improvement.proposerId() == null;
    String proposer = improvement.proposerId() == null ? completedBy : improvement.proposerId();
    if (timeline.add(
        id,
        "proposal:" + occasion,
        first ? Kind.PROPOSED : Kind.REVISED,
        completedBy,
        read.draft().title())) {
      improvements.setProposal(id, read.draft(), proposer, timeline.now());
      improvements.move(improvement, Stage.PROPOSED, timeline.now());
    }
    return new Recorded("", List.of(Groups.user(proposer)), read.draft().variables());
  }

  private List<String> proposerGroups(Improvement improvement) {
    if (improvement.proposerId() != null) {
      return List.of(Groups.user(improvement.proposerId()));
    }
    return directory.department(improvement.departmentCode(), today()).isPresent()
        ? List.of(Groups.staff(improvement.departmentCode()))
        : List.of(Groups.DIGITAL_OFFICE);
  }

  /** Whether the person may take the case back: its proposer or a supervisor of its department. */
  boolean mayWithdraw(Improvement improvement, String userId) {
    return improvement.isProposedBy(userId)
        || groups.holders(improvement.departmentCode(), today(), Role.SUPERVISOR).contains(userId);
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
