package genba.improvement;

import genba.directory.DataClass;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a proposal from a page's form, a request's JSON or process variables alike, and names every
 * field that is wrong at once. Full-width digits and grouping commas are taken as people type them.
 */
final class ProposalReader {

  /**
   * @param draft with placeholders for what could not be read
   * @param problems empty where the draft is a proposal
   */
  record Read(Proposal draft, List<FieldProblem> problems) {}

  private static final BigDecimal MOST_MINUTES = BigDecimal.valueOf(10_000);

  private final Map<String, ?> raw;
  private final List<FieldProblem> problems = new ArrayList<>();

  private ProposalReader(Map<String, ?> raw) {
    this.raw = raw;
  }

  static Read read(Map<String, ?> raw) {
    return new ProposalReader(raw).proposal();
  }

  private Read proposal() {
    Proposal draft =
        new Proposal(
            text("title", 100),
            text("departmentCode", 20),
            text("problem", 2000),
            choice("kindOfWork", KindOfWork.class, KindOfWork.OTHER),
            choice("dataClass", DataClass.class, DataClass.INTERNAL),
            number("casesPerYear", BigDecimal.ZERO, BigDecimal.valueOf(10_000_000), true)
                .intValue(),
            Proposal.seconds(number("minutesPerCase", BigDecimal.ZERO, MOST_MINUTES, false)),
            optional("measuredBy", 100),
            optional("measuredHow", 500),
            Proposal.seconds(number("expectedMinutesAfter", BigDecimal.ZERO, MOST_MINUTES, false)),
            cost(),
            flag("reachesOtherDepartments"));
    if (draft.expectedSecondsAfter() > draft.secondsPerCase() && readable("expectedMinutesAfter")) {
      problems.add(FieldProblem.of("expectedMinutesAfter", "not-less"));
    }
    return new Read(draft, List.copyOf(problems));
  }

  private boolean readable(String field) {
    return problems.stream()
        .noneMatch(p -> p.field().equals(field) || p.field().equals("minutesPerCase"));
  }

  private long cost() {
    return raw("expectedCostYen").isEmpty()
        ? 0
        : number("expectedCostYen", BigDecimal.ZERO, BigDecimal.valueOf(1_000_000_000_000L), true)
            .longValue();
  }

  private String raw(String field) {
    Object value = raw.get(field);
    return value == null ? "" : value.toString().strip();
  }

  private String text(String field, int longest) {
    String text = optional(field, longest);
    if (text.isEmpty()) {
      problems.add(FieldProblem.of(field, "required"));
    }
    return text;
  }

  private String optional(String field, int longest) {
    String text = raw(field).replace("\r\n", "\n");
    if (text.length() > longest) {
      problems.add(FieldProblem.of(field, "too-long", longest));
      return text.substring(0, longest);
    }
    return text;
  }

  private <E extends Enum<E>> E choice(String field, Class<E> type, E placeholder) {
    String name = raw(field);
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    problems.add(FieldProblem.of(field, name.isEmpty() ? "choose" : "unknown-choice"));
    return placeholder;
  }

  private BigDecimal number(String field, BigDecimal least, BigDecimal most, boolean whole) {
    String typed = raw(field);
    if (typed.isEmpty()) {
      problems.add(FieldProblem.of(field, "required"));
      return BigDecimal.ZERO;
    }
    Optional<BigDecimal> number = parse(typed);
    if (number.isEmpty()) {
      problems.add(FieldProblem.of(field, "no-number"));
      return BigDecimal.ZERO;
    }
    BigDecimal value = number.get();
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      problems.add(FieldProblem.of(field, "out-of-range", least, most));
      return BigDecimal.ZERO;
    }
    if (whole && value.stripTrailingZeros().scale() > 0) {
      problems.add(FieldProblem.of(field, "not-whole"));
      return BigDecimal.ZERO;
    }
    return value;
  }

  /** A number as people type it: 「１，２００」 is 1200. Empty for everything else. */
  static Optional<BigDecimal> parse(String typed) {
    String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).replace(",", "").strip();
    return plain.matches("-?\\d{1,15}(\\.\\d{1,6}0*)?")
        ? Optional.of(new BigDecimal(plain))
        : Optional.empty();
  }

  private boolean flag(String field) {
    String value = raw(field);
    return value.equals("true") || value.equals("on");
  }
}
