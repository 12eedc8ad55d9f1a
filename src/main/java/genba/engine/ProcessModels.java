package genba.engine;

import java.util.Optional;

/** The process models as this hub deploys them. */
public interface ProcessModels {

  /** The BPMN XML of a process, for a diagram; empty where no such process is known. */
  Optional<String> xml(String processId);
}
