package genba.notice;

import genba.connector.ConnectorCall;
import genba.connector.ConnectorGateway;
import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.directory.Directory;
import genba.directory.Person;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Takes deliveries out of the building, at least once each: a channel gets titles and links, a
 * person's mail the text as well.
 */
@Component
class Postman {

  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final int AT_ONCE = 50;
  private static final String DATA_CLASS = "INTERNAL";

  private final Deliveries deliveries;
  private final ConnectorGateway gateway;
  private final Directory directory;
  private final NoticeProperties properties;
  private final Texts texts;
  private final String address;
  private final Clock clock;

  Postman(
      Deliveries deliveries,
      ConnectorGateway gateway,
      Directory directory,
      NoticeProperties properties,
      Texts texts,
      @Value("${genba.address}") URI address,
      Clock clock) {
    this.deliveries = deliveries;
    this.gateway = gateway;
    this.directory = directory;
    this.properties = properties;
    this.texts = texts;
    this.address = address.toString().replaceAll("/+$", "");
    this.clock = clock;
  }

  void mails() {
    each(Set.of(Way.MAIL));
  }

  void channels() {
    each(Set.of(Way.CARD));
    for (String channel : deliveries.dueDigests()) {
      List<Delivery> lines =
          deliveries.claimDigest(channel, clock.instant().plus(properties.lease()));
      if (!lines.isEmpty()) {
        settle(lines, digest(channel, lines));
      }
    }
  }

  private void each(Set<Way> ways) {
    for (Delivery due : deliveries.due(ways, AT_ONCE)) {
      List<Delivery> claimed = deliveries.claim(due, clock.instant().plus(properties.lease()));
      if (!claimed.isEmpty()) {
        settle(claimed, due.way() == Way.MAIL ? mail(due) : card(due));
      }
    }
  }

  private ConnectorOutcome mail(Delivery delivery) {
    String to = directory.person(delivery.recipient()).map(Person::email).orElse("");
    if (to.isBlank()) {
      return new Rejected("NO_ADDRESS", texts.ja("problem.no-address"));
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("to", List.of(to));
    parameters.put("subject", texts.ja("mail.subject", delivery.title()));
    parameters.put(
        "text",
        texts.ja(
            "mail.text",
            delivery.text(),
            address + delivery.path(),
            address + "/notices/settings"));
    return call("mail-send-message", delivery.id(), parameters, properties.mail());
  }

  private ConnectorOutcome card(Delivery delivery) {
    return call(
        "teams-post-card",
        delivery.id(),
        Map.of("title", delivery.title(), "address", address + delivery.path()),
        delivery.recipient());
  }

  private ConnectorOutcome digest(String channel, List<Delivery> deliveries) {
    List<Map<String, String>> lines =
        deliveries.stream()
            .map(line -> Map.of("text", line.title(), "address", address + line.path()))
            .distinct()
            .toList();
    return call(
        "teams-post-digest",
        deliveries.getFirst().id(),
        Map.of(
            "title",
            texts.ja("digest.title", lines.size()),
            "lines",
            lines,
            "address",
            address + "/notices"),
        channel);
  }

  private ConnectorOutcome call(
      String connector, String reference, Map<String, Object> parameters, String connection) {
    return gateway.call(
        new ConnectorCall(
            connector, "notice:" + reference, parameters, connection, DATA_CLASS, null));
  }

  private void settle(List<Delivery> tried, ConnectorOutcome outcome) {
    switch (outcome) {
      case Completed _, Accepted _ -> deliveries.delivered(ids(tried));
      case Rejected(String code, String message) ->
          giveUp(tried, texts.ja("problem.rejected", code, message));
      case RetryLater later ->
          tryAgain(tried, later.backOff(), texts.ja("problem.later", later.reason()));
      case Misconfigured(String reason) ->
          tryAgain(tried, properties.longestBackOff(), texts.ja("problem.misconfigured", reason));
    }
  }

  /** Each line of a digest has its own number of attempts: new ones joined it since. */
  private void tryAgain(List<Delivery> tried, Duration asked, String problem) {
    for (Delivery delivery : tried) {
      int made = delivery.attempts();
      if (made >= properties.attempts()) {
        giveUp(List.of(delivery), problem);
      } else {
        deliveries.later(
            ids(List.of(delivery)), clock.instant().plus(properties.backOff(made, asked)), problem);
      }
    }
  }

  private void giveUp(List<Delivery> tried, String problem) {
    LOG.warn(
        "{} notices by {} to {} are given up: {}",
        tried.size(),
        tried.getFirst().way(),
        tried.getFirst().recipient(),
        problem);
    deliveries.failed(ids(tried), problem);
  }

  private static List<String> ids(List<Delivery> deliveries) {
    return deliveries.stream().map(Delivery::id).toList();
  }
}
