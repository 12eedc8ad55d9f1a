package genba.connector;

import genba.connector.ConnectorDetails.CallError;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The newest failures of each connector, for its page. Written beside the calls: a database that is
 * slow or away costs no call anything but its line here.
 */
@Component
class CallErrors implements DisposableBean {

  static final int KEPT = 50;
  private static final int WAITING = 500;
  private static final Logger log = LoggerFactory.getLogger(CallErrors.class);

  private final ObjectProvider<JdbcClient> database;
  private final Clock clock;
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("connector-errors").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  CallErrors(ObjectProvider<JdbcClient> database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Keeps a failure; does nothing with a success. */
  void record(String connector, String connection, ConnectorOutcome outcome) {
    String reason =
        switch (outcome) {
          case Completed _, Accepted _ -> null;
          case Rejected(var code, var message) -> code + ": " + message;
          case RetryLater(var text, var _, var _) -> text;
          case Misconfigured(var text) -> text;
        };
    if (reason != null && !writer.isShutdown()) {
      Instant at = clock.instant();
      String kind = outcome.getClass().getSimpleName();
      writer.execute(() -> write(connector, connection, at, kind, Masker.shorten(reason)));
    }
  }

  private void write(String connector, String connection, Instant at, String kind, String reason) {
    JdbcClient jdbc = jdbc();
    if (jdbc == null) {
      return;
    }
    try {
      jdbc.sql(
              """
              insert into connector_error (connector, connection, happened_at, outcome, reason)
              values (:connector, :connection, :at, :outcome, :reason)
              """)
          .param("connector", connector)
          .param("connection", connection)
          .param("at", at.atOffset(ZoneOffset.UTC))
          .param("outcome", kind)
          .param("reason", reason)
          .update();
      jdbc.sql(
              """
              delete from connector_error
               where connector = :connector
                 and id < (select min(id)
                             from (select id
                                     from connector_error
                                    where connector = :connector
                                    order by id desc
                                    limit :kept) newest)
              """)
          .param("connector", connector)
          .param("kept", KEPT)
          .update();
    } catch (DataAccessException e) {
      log.debug("A connector's failure could not be kept", e);
    }
  }

  /** Newest first. */
  List<CallError> of(String connector) {
    JdbcClient jdbc = jdbc();
    if (jdbc == null) {
      return List.of();
    }
    return jdbc.sql(
            """
            select connection, happened_at, outcome, reason
              from connector_error
             where connector = :connector
             order by id desc
             limit :kept
            """)
        .param("connector", connector)
        .param("kept", KEPT)
        .query(
            (row, _) ->
                new CallError(
                    row.getString("connection"),
                    row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                    row.getString("outcome"),
                    row.getString("reason")))
        .list();
  }

  private @Nullable JdbcClient jdbc() {
    return database.getIfAvailable();
  }

  @Override
  public void destroy() {
    writer.shutdownNow();
  }
}
