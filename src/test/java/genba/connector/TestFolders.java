package genba.connector;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The connectors of this repository, for tests without Spring. */
public final class TestFolders {

  private TestFolders() {}

  public static ConnectorFolder connectors() {
    return new ConnectorFolder(new ConnectorProperties(null, Duration.ofSeconds(30), Map.of()));
  }

  static Connections connections(ConnectorProperties properties) {
    Clock clock = Clock.systemUTC();
    Secrets secrets = new Secrets(new Vault(properties, clock));
    return new Connections(new ConnectorFolder(properties), properties, secrets, clock);
  }
}
