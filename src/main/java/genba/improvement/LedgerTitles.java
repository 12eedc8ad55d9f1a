package genba.improvement;

import genba.gain.ImprovementTitles;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lets the pages of gains call improvements by their titles. */
@Component
class LedgerTitles implements ImprovementTitles {

  private final Improvements improvements;

  LedgerTitles(Improvements improvements) {
    this.improvements = improvements;
  }

  @Override
  public Optional<String> titleOf(String improvementId) {
    return improvements.find(improvementId).map(Improvements.Summary::title);
  }
}
