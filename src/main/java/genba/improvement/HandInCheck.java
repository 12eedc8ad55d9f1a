package genba.improvement;

import genba.automation.Automations;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a hand-in lacks: without a link that people can open there is nothing to approve. */
@Component
class HandInCheck {

  private static final BigDecimal MOST_CASES = BigDecimal.valueOf(10_000_000);
  private static final BigDecimal MOST_MINUTES = BigDecimal.valueOf(10_000);

  private static final int LONGEST_NAME = 200;

  private final Automations automations;
  private final Texts texts;

  HandInCheck(Automations automations, Texts texts) {
    this.automations = automations;
    this.texts = texts;
  }

  /**
   * @param field for a program, which marks it
   * @param notice for the form in Tasklist, which can only show text
   */
  record Problem(FieldProblem field, String notice) {}

  List<Problem> problems(Improvement improvement, HandIn handIn) {
    List<Problem> problems = new ArrayList<>();
    if (!isWebAddress(handIn.link())) {
      problems.add(problem(FieldProblem.of("link", "no-web-address"), "prototype-link"));
    }
    if (!isEnvironment(handIn.environment())) {
      problems.add(problem(FieldProblem.of("environment", "choose"), "prototype-environment"));
    }
    if (ProposalReader.parse(handIn.trialCases()).filter(HandInCheck::isCount).isEmpty()) {
      problems.add(
          problem(FieldProblem.of("trialCases", "out-of-range", 1, MOST_CASES), "prototype-cases"));
    }
    if (ProposalReader.parse(handIn.trialMinutesPerCase())
        .filter(HandInCheck::isMinutes)
        .isEmpty()) {
      problems.add(
          problem(
              FieldProblem.of("trialMinutesPerCase", "out-of-range", 0, MOST_MINUTES),
              "prototype-minutes"));
    }
    if (!handIn.botSystem().isBlank()) {
      bot(improvement, handIn, problems);
    }
    if (handIn.botName().strip().length() > LONGEST_NAME) {
      FieldProblem tooLong = FieldProblem.of("botName", "too-long", LONGEST_NAME);
      problems.add(new Problem(tooLong, texts.problem(Locale.JAPAN, tooLong)));
    }
    return problems;
  }

  private void bot(Improvement improvement, HandIn handIn, List<Problem> problems) {
    if (handIn.botName().isBlank()) {
      problems.add(problem(FieldProblem.of("botName", "required"), "prototype-bot"));
    }
    Optional<String> whyNot =
        automations.whyNot(handIn.botSystem().strip(), improvement.proposal().dataClass());
    whyNot.ifPresent(
        why -> problems.add(new Problem(FieldProblem.of("botSystem", "not-usable", why), why)));
  }

  private Problem problem(FieldProblem field, String notice) {
    return new Problem(field, texts.ja("notice." + notice));
  }

  private static boolean isCount(BigDecimal cases) {
    return cases.stripTrailingZeros().scale() <= 0
        && cases.signum() > 0
        && cases.compareTo(MOST_CASES) <= 0;
  }

  private static boolean isMinutes(BigDecimal minutes) {
    return minutes.signum() >= 0 && minutes.compareTo(MOST_MINUTES) <= 0;
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
}
