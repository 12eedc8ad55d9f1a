package genba.connector.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that says what a test wants to a command, or nothing at all. */
final class ScriptedSmtp implements AutoCloseable {

  private final ServerSocket server;
  private final Map<String, String> answers;
  private final CopyOnWriteArrayList<Socket> open = new CopyOnWriteArrayList<>();

  /**
   * @param answers by command ({@code RCPT}); {@code GREETING} without an answer: it hangs
   */
  ScriptedSmtp(Map<String, String> answers) {
    this.answers = answers;
    try {
      server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      say(socket, answers.getOrDefault("GREETING", ""));
      boolean message = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (message) {
          message = !line.equals(".");
          if (!message) {
            say(socket, answers.getOrDefault("END", "250 OK"));
          }
          continue;
        }
        String command = line.split(" ")[0];
        message = command.equals("DATA");
        say(socket, answers.getOrDefault(command, message ? "354 Go on" : "250 OK"));
      }
    } catch (IOException _) {
      // The caller went away, or the test is over.
    }
  }

  private static void say(Socket socket, String answer) throws IOException {
    if (!answer.isEmpty()) {
      socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
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
