package genba.connector;

import java.io.IOException;
import java.util.Map;

/** Checks connections to a system that is not reached by HTTP; one bean per system. */
public interface ConnectionProbe {

  /** Name of the system's folder. */
  String system();

  /**
   * Looks without effect.
   *
   * @return Completed where it is there and may be used; else why not
   */
  ConnectorOutcome probe(Map<String, String> connection) throws IOException;
}
