package genba.automation;

import static genba.automation.RunState.ACCEPTED;
import static genba.automation.RunState.BY_HAND;
import static genba.automation.RunState.CANCELLED;
import static genba.automation.RunState.FAILED;
import static genba.automation.RunState.REJECTED;
import static genba.automation.RunState.REQUESTED;
import static genba.automation.RunState.RUNNING;
import static genba.automation.RunState.SUCCEEDED;
import static genba.automation.RunState.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStateTest {

  private static final Set<RunState> ENDS =
      EnumSet.of(SUCCEEDED, FAILED, REJECTED, CANCELLED, TIMED_OUT);

  private static final Map<RunState, Set<RunState>> LEGAL = new EnumMap<>(RunState.class);

  static {
    LEGAL.put(REQUESTED, with(ENDS, ACCEPTED, RUNNING));
    LEGAL.put(ACCEPTED, with(ENDS, RUNNING));
    LEGAL.put(RUNNING, ENDS);
    ENDS.forEach(end -> LEGAL.put(end, EnumSet.of(BY_HAND)));
    LEGAL.put(BY_HAND, EnumSet.noneOf(RunState.class));
  }

  @ParameterizedTest
  @EnumSource
  void everyMoveIsLegalOrRefused(RunState from) {
    for (RunState to : RunState.values()) {
      assertThat(from.canBecome(to)).as(from + " to " + to).isEqualTo(LEGAL.get(from).contains(to));
    }
  }

  @Test
  void whatIsFinalGoesNowhereButByHand() {
    for (RunState state : RunState.values()) {
      assertThat(state.isFinal())
          .as(state.name())
          .isEqualTo(ENDS.contains(state) || state == BY_HAND);
    }
  }

  private static Set<RunState> with(Set<RunState> states, RunState... more) {
    EnumSet<RunState> all = EnumSet.copyOf(states);
    all.addAll(Set.of(more));
    return all;
  }
}
