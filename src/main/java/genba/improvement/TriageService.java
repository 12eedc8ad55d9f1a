package genba.improvement;

import genba.directory.Directory;
import genba.directory.Role;
import genba.improvement.Event.Kind;
import genba.notice.Notices;
import genba.notice.Notices.Occasion;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * After the triage decision: keeps the score with its reasons, finds what is similar, finds the
 * leader.
 */
@Service
class TriageService {

  private static final int SIMILAR_FROM_PERCENT = 12;
  private static final int SIMILAR_AT_MOST = 3;

  private final ImprovementStore improvements;
  private final ScoreStore scores;
  private final Timeline timeline;
  private final Directory directory;
  private final Groups groups;
  private final Notices notices;
  private final Texts texts;
  private final Clock clock;

  TriageService(
      ImprovementStore improvements,
      ScoreStore scores,
      Timeline timeline,
      Directory directory,
      Groups groups,
      Notices notices,
      Texts texts,
      Clock clock) {
    this.improvements = improvements;
    this.scores = scores;
    this.timeline = timeline;
    this.directory = directory;
    this.groups = groups;
    this.notices = notices;
    this.texts = texts;
    this.clock = clock;
  }

  /** Whom the prototype waits for; no groups where the department has no leader. */
  record Triaged(List<String> leaderGroups, String similarText, String triageText) {}

  @Transactional
  Triaged record(String id, long processInstanceKey, Score score) {
    improvements.attach(id, processInstanceKey);
    Improvement improvement = improvements.lock(id);
    List<String> leaders = leaderGroups(improvement);
    if (timeline.add(id, "score:" + score.id(), Kind.SCORED, null, summary(score))) {
      scores.add(id, score);
      scores.setSimilar(id, similarTo(improvement));
      improvements.setTool(id, score.tool());
      improvements.move(
          improvement, leaders.isEmpty() ? Stage.TRIAGED : Stage.PROTOTYPING, timeline.now());
      tell(improvement, leaders, score.id());
    }
    return new Triaged(leaders, similarText(scores.similarTo(id)), triageText(score));
  }

  /** The supporter's groups, or why the named person cannot be it. */
  record Supported(List<String> leaderGroups, String problem) {}

  /** Records whom the digital office named in the place of the leader a department lacks. */
  @Transactional
  Supported recordSupporter(
      String id, String completedBy, String supporterId, String reason, long occasion) {
    Improvement improvement = improvements.lock(id);
    String problem = supporterProblem(completedBy, supporterId);
    if (!problem.isEmpty()) {
      timeline.add(id, "supporter:" + occasion, Kind.SUPPORTER_REFUSED, completedBy, problem);
      return new Supported(List.of(), problem);
    }
    List<String> supporter = List.of(Groups.user(supporterId));
    String detail = texts.name(supporterId) + (reason.isBlank() ? "" : "：" + reason);
    if (timeline.add(id, "supporter:" + occasion, Kind.SUPPORTER_NAMED, completedBy, detail)) {
      improvements.setSupporter(id, supporterId);
      improvements.move(improvement, Stage.PROTOTYPING, timeline.now());
      tell(improvement, supporter, String.valueOf(occasion));
    }
    return new Supported(supporter, "");
  }

  private String supporterProblem(String completedBy, String supporterId) {
    if (!groups.isDigitalOffice(completedBy, today())) {
      return texts.ja("notice.supporter-not-yours", texts.idAndName(completedBy));
    }
    return directory.person(supporterId).isEmpty()
        ? texts.ja("notice.supporter-unknown", supporterId)
        : "";
  }

  /** Groups of the people who build and look after the case, empty where nobody is found. */
  List<String> leaderGroups(Improvement improvement) {
    String department = improvement.departmentCode();
    if (!groups.holders(department, today(), Role.LEADER, Role.BACKUP_LEADER).isEmpty()) {
      return List.of(Groups.leader(department));
    }
    return improvement.supporterId() == null
        ? List.of()
        : List.of(Groups.user(improvement.supporterId()));
  }

  /** Whether the person is the department's leader or backup, or the named supporter. */
  boolean leads(Improvement improvement, String userId) {
    return userId.equals(improvement.supporterId())
        || groups
            .holders(improvement.departmentCode(), today(), Role.LEADER, Role.BACKUP_LEADER)
            .contains(userId);
  }

  private void tell(Improvement improvement, List<String> leaders, String occasion) {
    notices.tell(
        groups.members(leaders, today()),
        new Occasion("prototype:" + occasion, improvement.proposal().title()),
        texts.ja("notice.prototype-wanted", improvement.proposal().title()),
        improvement.path());
  }

  private List<Similar> similarTo(Improvement improvement) {
    Similarity own = similarity(improvement);
    return improvements.comparableTo(improvement.id()).stream()
        .map(other -> new Similar(other, own.percentTo(similarity(other))))
        .filter(similar -> similar.percent() >= SIMILAR_FROM_PERCENT)
        .sorted(Comparator.comparingInt(Similar::percent).reversed())
        .limit(SIMILAR_AT_MOST)
        .toList();
  }

  private static Similarity similarity(Improvement improvement) {
    return Similarity.of(improvement.proposal().title() + "\n" + improvement.proposal().problem());
  }

  private String summary(Score score) {
    return texts.ja(
        "text.score",
        score.benefit(),
        score.effort(),
        texts.label(Locale.JAPAN, score.tool()),
        score.toolReason());
  }

  private String triageText(Score score) {
    return summary(score)
        + terms("text.benefit-terms", score.benefitTerms())
        + terms("text.effort-terms", score.effortTerms());
  }

  private String terms(String heading, List<Score.Term> terms) {
    return terms.isEmpty()
        ? ""
        : terms.stream()
            .map(t -> texts.ja("text.term", t.term(), t.points(), t.reason()))
            .collect(Collectors.joining("\n", "\n" + texts.ja(heading) + "\n", ""));
  }

  private String similarText(List<Similar> similar) {
    return similar.isEmpty()
        ? texts.ja("text.no-similar")
        : similar.stream()
            .map(
                s ->
                    texts.ja(
                        "text.similar",
                        s.improvement().number(),
                        s.improvement().proposal().title(),
                        texts.department(s.improvement().departmentCode(), today()),
                        texts.label(s.improvement().stage()),
                        s.percent()))
            .collect(Collectors.joining("\n"));
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
