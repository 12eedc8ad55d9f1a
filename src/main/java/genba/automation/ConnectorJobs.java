package genba.automation;

import genba.connector.Connector;
import genba.connector.ConnectorCatalogue;
import genba.connector.ConnectorsLoaded;
import genba.engine.JobDesk;
import genba.engine.JobDesk.JobType;
import genba.engine.JobDesk.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Every sound connector is a job type of its name, with a worker of its own: a slow system takes no
 * place from another's calls.
 */
@Component
class ConnectorJobs implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectorJobs.class);

  /** For the way to the engine and back: the engine must not give a job out while it is called. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final ConnectorCatalogue catalogue;
  private final ConnectorJob work;
  private final JobDesk desk;
  private final Map<String, Opened> opened = new HashMap<>();

  private record Opened(Connector connector, JobType type, Place place) {}

  ConnectorJobs(ConnectorCatalogue catalogue, ConnectorJob work, JobDesk desk) {
    this.catalogue = catalogue;
    this.work = work;
    this.desk = desk;
  }

  /** Opens what is new, closes what is gone or broken, renews what has changed. */
  @EventListener({ApplicationReadyEvent.class, ConnectorsLoaded.class})
  synchronized void follow() {
    Map<String, Connector> sound = new HashMap<>();
    catalogue.connectors().stream()
        .filter(connector -> connector.problem() == null)
        .forEach(connector -> sound.put(connector.name(), connector));
    opened
        .entrySet()
        .removeIf(
            entry -> {
              Opened open = entry.getValue();
              Connector now = sound.get(entry.getKey());
              boolean stays =
                  now != null && open.connector().equals(now) && open.type().equals(type(now));
              if (!stays) {
                open.place().close();
              }
              return !stays;
            });
    sound.values().stream()
        .filter(connector -> !opened.containsKey(connector.name()))
        .forEach(this::open);
    LOG.info("{} connectors are job types", opened.size());
  }

  private void open(Connector connector) {
    JobType type = type(connector);
    try {
      Place place = desk.open(type, job -> work.handle(connector, job));
      opened.put(connector.name(), new Opened(connector, type, place));
    } catch (IllegalStateException e) {
      LOG.error("The connector {} cannot be a job type", connector.name(), e);
    }
  }

  private JobType type(Connector connector) {
    var capacity = catalogue.capacity(connector.name());
    List<String> variables =
        new ArrayList<>(connector.parameters().stream().map(Connector.Parameter::name).toList());
    variables.addAll(
        List.of(
            ConnectorJob.CONNECTION,
            ConnectorJob.DATA_CLASS,
            ConnectorJob.COUNTS_FOR,
            ConnectorJob.COUNTED_ITEMS));
    return new JobType(
        connector.name(),
        capacity.parallelCalls(),
        capacity.timeLimit().plus(MARGIN),
        variables.stream().distinct().toList());
  }

  @Override
  public synchronized void destroy() {
    opened.values().forEach(open -> open.place().close());
    opened.clear();
  }
}
