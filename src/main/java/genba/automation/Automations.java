package genba.automation;

import genba.directory.DataClass;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was rolled out. */
public interface Automations {

  /**
   * @param system bot system of the connector catalogue, {@code robot-framework}; null for what has
   *     no bot, a Power App say
   * @param bot name of the bot in that system, the suite's name say
   * @param baselineSeconds one case by hand before
   * @param residualSeconds what one case still costs people after
   */
  record NewAutomation(
      String improvementId,
      String departmentCode,
      String name,
      String tool,
      @Nullable String system,
      @Nullable String bot,
      DataClass dataClass,
      long baselineSeconds,
      long residualSeconds) {}

  /** {@code TRIAL} until it goes live, then {@code LIVE}, {@code PAUSED} or {@code RETIRED}. */
  enum State {
    TRIAL,
    LIVE,
    PAUSED,
    RETIRED
  }

  record Automation(String id, NewAutomation content, State state) {

    public boolean hasBot() {
      return content.system() != null;
    }
  }

  /**
   * Registers the automation of an improvement's round, or returns the one that is registered
   * already.
   *
   * @throws AutomationRefused where the bot system is not known or may not carry the data class
   */
  Automation register(String registrationKey, NewAutomation automation);

  /**
   * Why an automation of this data class may not run on the bot system, as a Japanese sentence;
   * empty where it may.
   */
  Optional<String> whyNot(String system, DataClass dataClass);

  /**
   * Creates a trial run whose process the caller starts itself (a call activity of run-bot).
   *
   * @param requestKey the same key gives the same run
   * @return the run's id
   */
  String requestTrialRun(String automationId, String requestKey);

  void goLive(String automationId);

  void retire(String automationId);

  Optional<Automation> find(String automationId);

  List<Automation> ofImprovement(String improvementId);
}
