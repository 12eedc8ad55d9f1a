package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import genba.automation.RunDriver;
import genba.automation.RunState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * What can go wrong between the hub and a bot that share only a folder, through the code that
 * starts runs, asks about them and ends them.
 */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=connectors",
      "genba.connector.robot-framework.fetch-at-start=false"
    })
class HandOverFaultsTest {

  @TempDir static Path share;

  @Autowired ConnectorGateway gateway;
  @Autowired ConnectorCatalogue catalogue;
  @Autowired CallbackVerifier verifier;
  @Autowired BotTerms terms;
  @Autowired BotResults results;

  private RunDriver hub;
  private String run = "";

  @DynamicPropertySource
  static void connection(DynamicPropertyRegistry registry) {
    registry.add("genba.connector.connections.winactor.folder", share::toString);
  }

  @BeforeEach
  void aRun() throws IOException {
    Files.createDirectories(share.resolve("requests"));
    hub = new RunDriver(gateway, catalogue, verifier, terms, URI.create("https://hub.example"));
    run = hub.request("winactor", "転記");
  }

  @Test
  void undisturbedTheRunSucceeds() throws IOException {
    assertThat(hub.start(run)).isTrue();
    bot("claim", "");
    hub.look();
    bot("result.csv", "item,outcome,reason\n1,DONE,\n2,REJECTED,区がない\n");
    bot("result.ini", "reference=" + run + "\nstate=SUCCEEDED\nend=true\n");
    hub.follow(run);
    assertThat(hub.state(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(results.of(run)).hasSize(2);
    once();
  }

  @Test
  void aShareThatIsAwayAtTheStartLeavesTheRunToPeople() throws IOException {
    Path away = Files.move(share.resolve("requests"), share.resolve("elsewhere"));
    try {
      assertThat(hub.start(run)).isTrue();
    } finally {
      Files.move(away, share.resolve("requests"));
    }
    assertThat(hub.state(run)).isEqualTo(RunState.FAILED);
    assertThat(hub.isHandedToPeople(run)).isTrue();
    assertThat(share.resolve("requests").resolve(run)).doesNotExist();
  }

  @Test
  void aShareThatIsAwayWhileTheBotWorksIsWaitedFor() throws IOException {
    hub.start(run);
    bot("claim", "");
    hub.look();
    Path away = Files.move(share.resolve("requests"), share.resolve("elsewhere"));
    hub.look();
    assertThat(hub.state(run).isFinal()).isFalse();
    Files.move(away, share.resolve("requests"));
    bot("result.ini", "reference=" + run + "\nstate=SUCCEEDED\nend=true\n");
    hub.follow(run);
    assertThat(hub.state(run)).isEqualTo(RunState.SUCCEEDED);
    once();
  }

  @Test
  void aBotThatFallsSilentEndsWithAPerson() throws IOException {
    hub.start(run);
    bot("claim", "");
    bot("result.csv", "item,outcome,reason\n1,DONE,\n");
    for (String file : new String[] {"claim", "result.csv"}) {
      Files.setLastModifiedTime(
          file(file), FileTime.from(Instant.now().minus(Duration.ofMinutes(6))));
    }
    hub.follow(run);
    assertThat(hub.state(run)).isEqualTo(RunState.FAILED);
    assertThat(hub.isHandedToPeople(run)).isTrue();
    assertThat(file("cancel")).exists();
    once();
  }

  @Test
  void halfAResultAndAnotherRunsResultEndNothing() throws IOException {
    hub.start(run);
    bot("claim", "");
    bot("result.ini", "reference=" + run + "\nstate=SUCCEEDED\n");
    hub.look();
    assertThat(hub.state(run).isFinal()).isFalse();
    bot("result.json", "{\"reference\":\"somebody-else\",\"state\":\"SUCCEEDED\",\"end\":true}");
    hub.look();
    assertThat(hub.state(run).isFinal()).isFalse();
    bot("result.json", "{\"reference\":\"" + run + "\",\"state\":\"FAILED\",\"end\":true}");
    hub.follow(run);
    assertThat(hub.state(run)).isEqualTo(RunState.FAILED);
    assertThat(hub.isHandedToPeople(run)).isTrue();
    once();
  }

  @Test
  void aResultThatComesTwiceIsOneEnd() throws IOException {
    hub.start(run);
    bot("claim", "");
    bot("result.csv", "item,outcome,reason\n1,DONE,\n1,DONE,\n");
    bot("result.ini", "reference=" + run + "\nstate=SUCCEEDED\nend=true\n");
    hub.follow(run);
    bot("result.ini", "reference=" + run + "\nstate=FAILED\nend=true\n");
    hub.look();
    assertThat(hub.state(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(results.of(run)).hasSize(1);
    once();
  }

  @Test
  void aRequestThatNobodyTakesIsToldOfAndWithdrawn() throws IOException {
    hub.start(run);
    hub.follow(run);
    assertThat(hub.wasToldPending(run)).isTrue();
    assertThat(hub.state(run)).isEqualTo(RunState.TIMED_OUT);
    assertThat(hub.isHandedToPeople(run)).isTrue();
    assertThat(Files.readString(file("claim"))).startsWith("closed-by-genba");
    once();
  }

  private void once() {
    hub.isHandedToPeople(run);
    assertThat(hub.gains(run)).as("rows in the ledger").isEqualTo(1);
  }

  private Path file(String name) {
    return share.resolve("requests").resolve(run).resolve(name);
  }

  private void bot(String name, String text) throws IOException {
    Files.writeString(file(name), text);
  }
}
