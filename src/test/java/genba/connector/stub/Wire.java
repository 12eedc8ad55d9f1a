package genba.connector.stub;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A small HTTP/1.1 server over sockets that can misbehave as networks do; the JDK's own always
 * answers politely.
 */
final class Wire implements AutoCloseable {

  /** What goes out for a request. */
  sealed interface Reply {

    record Whole(Answer answer) implements Reply {}

    /** One byte now and then, so that no read ever times out. */
    record Trickle(Answer answer) implements Reply {}

    /** Nothing, for as long as the caller waits. */
    record Silence() implements Reply {}

    /** RST instead of an answer. */
    record Reset() implements Reply {}
  }

  interface Handler {
    Reply reply(Request request);
  }

  private static final long TRICKLE_MILLIS = 100;

  private final ServerSocket server;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  Wire(Handler handler) {
    this.handler = handler;
    try {
      server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("stub-" + server.getLocalPort()).start(this::accept);
  }

  String address() {
    return "http://localhost:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    open.add(socket);
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String line = line(in);
      while (!line.isEmpty()) {
        Map<String, String> headers = headers(in);
        String[] start = line.split(" ");
        Request request = Request.of(start[0], start[1], headers, body(in, headers));
        switch (handler.reply(request)) {
          case Reply.Whole(var answer) -> socket.getOutputStream().write(bytes(answer));
          case Reply.Trickle(var answer) -> trickle(socket.getOutputStream(), bytes(answer));
          case Reply.Silence() -> closed.await();
          case Reply.Reset() -> {
            socket.setSoLinger(true, 0);
            return; // closing with unsent data thrown away sends RST
          }
        }
        line = line(in);
      }
    } catch (IOException _) {
      // The caller went away, or the stub was closed.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private void trickle(OutputStream out, byte[] bytes) throws IOException, InterruptedException {
    for (byte one : bytes) {
      out.write(one);
      if (closed.await(TRICKLE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private static byte[] bytes(Answer answer) {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Stub\r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (answer.status() != 204) {
      head.append("Content-Length: " + body.length + "\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (int size = chunk(in); size > 0; size = chunk(in)) {
      whole.writeBytes(in.readNBytes(size));
      line(in);
    }
    headers(in); // trailers
    return whole.toByteArray();
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";")[0].strip(), 16);
  }

  /** Up to the next line end, without it; empty at the end of the stream as well. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int one = in.read(); one >= 0 && one != '\n'; one = in.read()) {
      if (one != '\r') {
        line.write(one);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
