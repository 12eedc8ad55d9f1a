package genba.improvement;

import genba.automation.Automations;
import genba.improvement.Event.Kind;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes what the leader built: without a link that people can open there is nothing to approve. */
@Service
class PrototypeService {

  private final ImprovementStore improvements;
  private final PrototypeStore prototypes;
  private final Automations automations;
  private final Timeline timeline;
  private final TriageService triage;
  private final Texts texts;

  PrototypeService(
      ImprovementStore improvements,
      PrototypeStore prototypes,
      Automations automations,
      Timeline timeline,
      TriageService triage,
      Texts texts) {
    this.improvements = improvements;
    this.prototypes = prototypes;
    this.automations = automations;
    this.timeline = timeline;
    this.triage = triage;
    this.texts = texts;
  }

  /** The form's fields as they were typed. */
  record HandIn(
      String link,
      String environment,
      String trialCases,
      String trialMinutesPerCase,
      String botSystem,
      String botName,
      String note) {}

  /**
   * @param notice why it is not complete, empty where it is
   */
  record HandedIn(Improvement improvement, String notice) {
    boolean complete() {
      return notice.isEmpty();
    }
  }

  @Transactional
  HandedIn record(String id, String completedBy, HandIn handIn, long occasion) {
    Improvement improvement = improvements.lock(id);
    String key = "prototype:" + occasion;
    if (timeline.find(key)) {
      return new HandedIn(improvement, noticeOf(improvement, completedBy, handIn));
    }
    String notice = noticeOf(improvement, completedBy, handIn);
    if (!notice.isEmpty()) {
      timeline.add(id, key, Kind.PROTOTYPE_INCOMPLETE, completedBy, notice);
      return new HandedIn(improvement, notice);
    }
    Prototype prototype = prototype(improvement, completedBy, handIn, occasion);
    prototypes.add(prototype);
    timeline.add(
        id,
        key,
        Kind.PROTOTYPE_HANDED_IN,
        completedBy,
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
    return new HandedIn(improvement, "");
  }

  private Prototype prototype(
      Improvement improvement, String completedBy, HandIn handIn, long occasion) {
    int version = prototypes.latest(improvement.id()).map(Prototype::version).orElse(0) + 1;
    return new Prototype(
        String.valueOf(occasion),
        improvement.id(),
        version,
        improvement.round(),
        handIn.link().strip(),
        Prototype.Environment.valueOf(handIn.environment()),
        number(handIn.trialCases()).orElse(BigDecimal.ZERO).intValue(),
        Proposal.seconds(number(handIn.trialMinutesPerCase()).orElse(BigDecimal.ZERO)),
        blankToNull(handIn.botSystem()),
        blankToNull(handIn.botName()),
        handIn.note().strip(),
        completedBy,
        timeline.now());
  }

  private String noticeOf(Improvement improvement, String completedBy, HandIn handIn) {
    List<String> wrong = new ArrayList<>();
    if (!triage.leads(improvement, completedBy)) {
      wrong.add(texts.ja("notice.prototype-not-yours", texts.idAndName(completedBy)));
    }
    if (!isWebAddress(handIn.link())) {
      wrong.add(texts.ja("notice.prototype-link"));
    }
    if (!isEnvironment(handIn.environment())) {
      wrong.add(texts.ja("notice.prototype-environment"));
    }
    if (number(handIn.trialCases()).filter(PrototypeService::isCount).isEmpty()) {
      wrong.add(texts.ja("notice.prototype-cases"));
    }
    if (number(handIn.trialMinutesPerCase()).filter(PrototypeService::isMinutes).isEmpty()) {
      wrong.add(texts.ja("notice.prototype-minutes"));
    }
    if (!handIn.botSystem().isBlank() && handIn.botName().isBlank()) {
      wrong.add(texts.ja("notice.prototype-bot"));
    }
    if (!handIn.botSystem().isBlank()) {
      automations
          .whyNot(handIn.botSystem().strip(), improvement.proposal().dataClass())
          .ifPresent(wrong::add);
    }
    return String.join("\n\n", wrong);
  }

  private static Optional<BigDecimal> number(String typed) {
    return ProposalReader.parse(typed);
  }

  private static boolean isCount(BigDecimal cases) {
    return cases.stripTrailingZeros().scale() <= 0
        && cases.signum() > 0
        && cases.compareTo(BigDecimal.valueOf(10_000_000)) <= 0;
  }

  private static boolean isMinutes(BigDecimal minutes) {
    return minutes.signum() >= 0 && minutes.compareTo(BigDecimal.valueOf(10_000)) <= 0;
  }

  private static boolean isEnvironment(String name) {
    for (Prototype.Environment environment : Prototype.Environment.values()) {
      if (environment.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWebAddress(String link) {
    try {
      URI uri = URI.create(link.strip());
      return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null
          && link.length() <= 2000;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static @Nullable String blankToNull(String text) {
    return text.isBlank() ? null : text.strip();
  }
}
