package genba.engine.local;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a sentence instead of a stack trace. */
final class LocalCamundaFailureAnalyzer extends AbstractFailureAnalyzer<LocalCamundaException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, LocalCamundaException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
  }
}
