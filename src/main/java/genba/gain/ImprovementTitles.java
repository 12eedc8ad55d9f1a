package genba.gain;

import java.util.Optional;

/** What the ledger's improvements are called; provided where improvements live. */
public interface ImprovementTitles {

  Optional<String> titleOf(String improvementId);
}
