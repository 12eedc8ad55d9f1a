package genba.connector;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How calls over a connection are kept in bounds; a part that is null sets no limit.
 *
 * @param name of the file in {@code _policies}
 * @param timeLimit of one call; null: the general one
 * @param ownTimeLimit whether a connection set the time limit: then it is stronger than a Kamelet's
 * @param redeliverAfter pause before the one quick second try of an idempotent call
 */
record Policy(
    String name,
    @Nullable Duration timeLimit,
    @Nullable Duration redeliverAfter,
    @Nullable Breaker breaker,
    @Nullable Bulkhead bulkhead,
    @Nullable Rate rate,
    boolean ownTimeLimit) {

  /** Opens when {@code failureRate} percent of the last {@code calls} met an ill system. */
  record Breaker(
      int failureRate, int calls, int minimumCalls, Duration openFor, int halfOpenCalls) {}

  /** So many calls at a time; others wait for a place. */
  record Bulkhead(int calls, Duration patience) {}

  /** So many calls in a period; others wait for the next one. */
  record Rate(int calls, Duration per, Duration patience) {}

  static final String SUFFIX = ".policy.yaml";
  static final String STANDARD = "standard";

  /** Used where the folder has no standard policy. */
  static final Policy BUILT_IN =
      new Policy(
          STANDARD,
          null,
          Duration.ofMillis(500),
          new Breaker(50, 20, 10, Duration.ofSeconds(30), 3),
          new Bulkhead(16, Duration.ofSeconds(2)),
          null,
          false);

  private static final Map<String, List<String>> KEYS =
      Map.of(
          "redelivery", List.of("after"),
          "circuitBreaker",
              List.of("failureRate", "calls", "minimumCalls", "openFor", "halfOpenCalls"),
          "bulkhead", List.of("calls", "wait"),
          "rateLimit", List.of("calls", "per", "wait"));

  private static final List<String> NEVER_ZERO = List.of("timeLimit", "openFor", "per");

  /** A value nobody can use. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<String> path;
    private final String key;
    private final transient List<Object> arguments;

    Wrong(List<String> path, String key, Object... arguments) {
      super(String.join(".", path));
      this.path = path;
      this.key = key;
      this.arguments = List.of(arguments);
    }

    FileProblem problem(String file) {
      return FileProblem.at(file, 0, key, arguments.toArray());
    }

    FileProblem in(YamlText file) {
      return file.problem(path, key, arguments.toArray());
    }
  }

  /**
   * Reads a file; the name of the policy is the file's.
   *
   * @throws YamlText.Unreadable with file, line and reason of the first thing that is wrong
   */
  static Policy read(String file, String name, String text) throws YamlText.Unreadable {
    YamlText yaml = YamlText.read(file, text);
    try {
      return of(name, flat(yaml.root()), false);
    } catch (Wrong e) {
      throw new YamlText.Unreadable(e.in(yaml));
    }
  }

  /**
   * With a connection's own values, named as in the file: {@code rateLimitCalls} is {@code
   * rateLimit.calls}. Other keys are left alone; 0 calls switch a limit off.
   */
  Policy with(Map<String, String> overrides) throws Wrong {
    Map<List<String>, Object> values = new LinkedHashMap<>();
    Map<String, List<String>> paths = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    paths.put("timeLimit", List.of("timeLimit"));
    KEYS.forEach(
        (section, keys) ->
            keys.forEach(
                key ->
                    paths.put(
                        section + Character.toUpperCase(key.charAt(0)) + key.substring(1),
                        List.of(section, key))));
    overrides.forEach(
        (key, value) -> {
          List<String> path = paths.get(key.replace("-", ""));
          if (path != null) {
            values.put(path, value);
          }
        });
    if (values.isEmpty()) {
      return this;
    }
    Map<List<String>, Object> all = flat();
    all.putAll(values);
    for (String section : List.of("bulkhead", "rateLimit", "circuitBreaker")) {
      if ("0".equals(String.valueOf(all.get(List.of(section, "calls"))))) {
        all.keySet().removeIf(path -> path.getFirst().equals(section));
      }
    }
    return of(name, all, values.containsKey(List.of("timeLimit")));
  }

  /** Whether a key of a connection is for its policy, not for its connectors. */
  static boolean isOverride(String key) {
    String plain = key.replace("-", "");
    return "policy".equalsIgnoreCase(plain)
        || "timeLimit".equalsIgnoreCase(plain)
        || KEYS.entrySet().stream()
            .anyMatch(
                section ->
                    section.getValue().stream()
                        .anyMatch(name -> (section.getKey() + name).equalsIgnoreCase(plain)));
  }

  private static Map<List<String>, Object> flat(Map<String, Object> root) throws Wrong {
    Map<List<String>, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : root.entrySet()) {
      String section = entry.getKey();
      if (section.equals("timeLimit")) {
        values.put(List.of(section), entry.getValue());
        continue;
      }
      List<String> keys = KEYS.get(section);
      if (keys == null) {
        throw new Wrong(List.of(section), "policy-unknown-key", section);
      }
      if (!(entry.getValue() instanceof Map)) {
        throw new Wrong(List.of(section), "policy-section", section, String.join(", ", keys));
      }
      for (Map.Entry<String, Object> value : YamlText.map(entry.getValue()).entrySet()) {
        if (!keys.contains(value.getKey())) {
          throw new Wrong(
              List.of(section, value.getKey()),
              "policy-unknown-key",
              section + "." + value.getKey());
        }
        values.put(List.of(section, value.getKey()), value.getValue());
      }
    }
    return values;
  }

  private Map<List<String>, Object> flat() {
    Map<List<String>, @Nullable Object> values = new LinkedHashMap<>();
    values.put(List.of("timeLimit"), timeLimit);
    values.put(List.of("redelivery", "after"), redeliverAfter);
    if (breaker != null) {
      values.put(List.of("circuitBreaker", "failureRate"), breaker.failureRate);
      values.put(List.of("circuitBreaker", "calls"), breaker.calls);
      values.put(List.of("circuitBreaker", "minimumCalls"), breaker.minimumCalls);
      values.put(List.of("circuitBreaker", "openFor"), breaker.openFor);
      values.put(List.of("circuitBreaker", "halfOpenCalls"), breaker.halfOpenCalls);
    }
    if (bulkhead != null) {
      values.put(List.of("bulkhead", "calls"), bulkhead.calls);
      values.put(List.of("bulkhead", "wait"), bulkhead.patience);
    }
    if (rate != null) {
      values.put(List.of("rateLimit", "calls"), rate.calls);
      values.put(List.of("rateLimit", "per"), rate.per);
      values.put(List.of("rateLimit", "wait"), rate.patience);
    }
    Map<List<String>, Object> set = new HashMap<>();
    values.forEach(
        (path, value) -> {
          if (value != null) {
            set.put(path, value);
          }
        });
    return set;
  }

  private static Policy of(String name, Map<List<String>, Object> values, boolean ownTimeLimit)
      throws Wrong {
    Values v = new Values(values);
    Breaker breaker =
        v.has("circuitBreaker")
            ? new Breaker(
                v.number("circuitBreaker", "failureRate", 50, 100),
                v.number("circuitBreaker", "calls", 20, 10_000),
                v.number("circuitBreaker", "minimumCalls", 10, 10_000),
                v.duration(List.of("circuitBreaker", "openFor"), Duration.ofSeconds(30)),
                v.number("circuitBreaker", "halfOpenCalls", 3, 1_000))
            : null;
    Bulkhead bulkhead =
        v.has("bulkhead")
            ? new Bulkhead(
                v.number("bulkhead", "calls", 16, 10_000),
                v.duration(List.of("bulkhead", "wait"), Duration.ZERO))
            : null;
    Rate rate =
        v.has("rateLimit")
            ? new Rate(
                v.number("rateLimit", "calls", 60, 1_000_000),
                v.duration(List.of("rateLimit", "per"), Duration.ofMinutes(1)),
                v.duration(List.of("rateLimit", "wait"), Duration.ZERO))
            : null;
    return new Policy(
        name,
        v.duration(List.of("timeLimit")),
        v.duration(List.of("redelivery", "after")),
        breaker,
        bulkhead,
        rate,
        ownTimeLimit);
  }

  private record Values(Map<List<String>, Object> all) {

    boolean has(String section) {
      return all.keySet().stream().anyMatch(path -> path.getFirst().equals(section));
    }

    int number(String section, String key, int otherwise, int most) throws Wrong {
      List<String> path = List.of(section, key);
      Object value = all.get(path);
      if (value == null) {
        return otherwise;
      }
      if (!value.toString().matches("\\d{1,7}")
          || Integer.parseInt(value.toString()) < 1
          || Integer.parseInt(value.toString()) > most) {
        throw new Wrong(path, "policy-number", String.join(".", path), most);
      }
      return Integer.parseInt(value.toString());
    }

    Duration duration(List<String> path, Duration otherwise) throws Wrong {
      Duration value = duration(path);
      return value == null ? otherwise : value;
    }

    @Nullable Duration duration(List<String> path) throws Wrong {
      Object value = all.get(path);
      if (value == null) {
        return null;
      }
      try {
        Duration duration = value instanceof Duration d ? d : Duration.parse(value.toString());
        boolean none = duration.isZero() && NEVER_ZERO.contains(path.getLast());
        if (!none && !duration.isNegative() && duration.compareTo(Duration.ofHours(1)) <= 0) {
          return duration;
        }
      } catch (DateTimeParseException e) {
        // says the same as a duration that is too long
      }
      throw new Wrong(path, "policy-duration", String.join(".", path));
    }
  }
}
