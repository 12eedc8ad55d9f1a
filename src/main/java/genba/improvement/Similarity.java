package genba.improvement;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How alike two texts are: shared pairs of neighbouring characters by all pairs of both (Jaccard).
 * Japanese has no spaces between words, and pairs need no dictionary; full-width and half-width,
 * upper and lower case count as the same, punctuation does not count.
 */
final class Similarity {

  private final Set<String> pairs;

  private Similarity(Set<String> pairs) {
    this.pairs = pairs;
  }

  static Similarity of(String text) {
    int[] letters =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .codePoints()
            .filter(Character::isLetterOrDigit)
            .toArray();
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i + 1 < letters.length; i++) {
      pairs.add(new String(letters, i, 2));
    }
    return new Similarity(pairs);
  }

  /** 0 to 100. */
  int percentTo(Similarity other) {
    Set<String> shared = new HashSet<>(pairs);
    shared.retainAll(other.pairs);
    int all = pairs.size() + other.pairs.size() - shared.size();
    return all == 0 ? 0 : Math.round(100f * shared.size() / all);
  }
}
