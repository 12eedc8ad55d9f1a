package genba.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.jdbc.store.JdbcChannelMessageStore;
import org.springframework.integration.jdbc.store.channel.ChannelMessageStoreQueryProvider;
import org.springframework.integration.support.MutableMessage;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.GenericMessage;

/**
 * The outbox's rows: Spring Integration's channel store, with plain texts in place of serialised
 * Java objects, so that an update of the hub or of a library can read what the former version left.
 */
final class MessageStore {
  private static final String GROUP = "outbox";

  private final JdbcChannelMessageStore store;

  MessageStore(DataSource dataSource) {
    store = new JdbcChannelMessageStore(dataSource);
    store.setTablePrefix("ENGINE_");
    store.setRegion("ENGINE");
    store.setChannelMessageStoreQueryProvider(new Queries());
    store.setSerializer(MessageStore::write);
    store.setDeserializer(MessageStore::read);
    store.afterPropertiesSet();
  }

  void add(String text) {
    store.addMessageToGroup(GROUP, new GenericMessage<>(text));
  }

  /** Takes the oldest out; it is back when the transaction rolls back. */
  @Nullable String poll() {
    Message<?> message = store.pollMessageFromGroup(GROUP);
    return message == null ? null : (String) message.getPayload();
  }

  int size() {
    return store.messageGroupSize(GROUP);
  }

  /** One line with id and time stamp, by which the store finds its row again, then the text. */
  private static void write(Message<?> message, OutputStream out) throws IOException {
    MessageHeaders headers = message.getHeaders();
    String text = headers.getId() + " " + headers.getTimestamp() + "\n" + message.getPayload();
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Message<?> read(InputStream in) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    int line = text.indexOf('\n');
    int blank = text.indexOf(' ');
    return new MutableMessage<>(
        text.substring(line + 1),
        Map.of(
            MessageHeaders.ID, UUID.fromString(text.substring(0, blank)),
            MessageHeaders.TIMESTAMP, Long.parseLong(text.substring(blank + 1, line))));
  }

  /** The same SQL on H2 and PostgreSQL; the turn's row lock keeps pollers apart. */
  private static final class Queries implements ChannelMessageStoreQueryProvider {
    private static final String OLDEST =
        """
        select MESSAGE_ID, MESSAGE_CONTENT from %PREFIX%CHANNEL_MESSAGE
        where GROUP_KEY = :group_key and REGION = :region
        """;
    private static final String ORDER = " order by CREATED_DATE, MESSAGE_SEQUENCE limit 1";

    @Override
    public String getPollFromGroupExcludeIdsQuery() {
      return OLDEST + " and MESSAGE_ID not in (:message_ids)" + ORDER;
    }

    @Override
    public String getPollFromGroupQuery() {
      return OLDEST + ORDER;
    }

    @Override
    public String getPriorityPollFromGroupExcludeIdsQuery() {
      return getPollFromGroupExcludeIdsQuery();
    }

    @Override
    public String getPriorityPollFromGroupQuery() {
      return getPollFromGroupQuery();
    }
  }
}
