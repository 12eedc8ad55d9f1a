package genba.web;

import genba.directory.SampleCity;
import genba.engine.EngineAddresses;
import genba.engine.EngineReadiness;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells whoever started the hub where to go: once for the pages, once more for Tasklist. */
@Component
class ReadyNotice {

  private static final Logger log = LoggerFactory.getLogger(ReadyNotice.class);

  private final EngineReadiness engine;
  private final EngineAddresses addresses;
  private final SampleCity city;

  ReadyNotice(EngineReadiness engine, EngineAddresses addresses, SampleCity city) {
    this.engine = engine;
    this.addresses = addresses;
    this.city = city;
  }

  @EventListener
  void pagesAreUp(WebServerInitializedEvent event) {
    int port = event.getWebServer().getPort();
    log.info("Genba http://localhost:{} – the engine follows: {}", port, engine.state());
    var unused = engine.whenReady().thenRun(() -> everythingIsUp(port));
  }

  private void everythingIsUp(int port) {
    List<SampleCity.SamplePerson> story = city.story();
    String signIn =
        story.isEmpty()
            ? ""
            : "  (sign in as %s, password %s)"
                .formatted(story.getFirst().userId(), story.getFirst().password());
    log.info("Ready: Genba http://localhost:{}{}, Tasklist {}", port, signIn, addresses.tasklist());
  }
}
