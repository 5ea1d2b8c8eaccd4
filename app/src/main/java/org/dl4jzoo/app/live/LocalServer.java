package org.dl4jzoo.app.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.dl4jzoo.app.console.UsageException;

/**
 * Answers browsers of this machine. It listens on the loopback address only, and asks that the
 * browser names it so: else a page from elsewhere, whose name was made to point here (DNS
 * rebinding), could read the answers. All its threads are daemons.
 */
final class LocalServer implements AutoCloseable {

  /**
   * An answer.
   *
   * @param type of the content, as MIME names it
   * @param content the bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // the bytes of an answer, compared by nobody
  record Answer(String type, byte[] content) {

    static Answer html(String html) {
      return new Answer("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(String json) {
      return new Answer("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    static Answer jpeg(byte[] jpeg) {
      return new Answer("image/jpeg", jpeg);
    }

    private static Answer text(String text) {
      return new Answer("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static final String POLICY =
      "default-src 'none'; img-src 'self' data:; connect-src 'self'; style-src 'unsafe-inline';"
          + " script-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final HttpServer server;
  private final ExecutorService thread;
  private final Function<String, Optional<Answer>> answers;

  private LocalServer(
      HttpServer server, ExecutorService thread, Function<String, Optional<Answer>> answers) {
    this.server = server;
    this.thread = thread;
    this.answers = answers;
  }

  /**
   * Begins to serve.
   *
   * @param port 0 for any that is free
   * @param answers what is at a path; empty if nothing is
   * @throws UsageException if the port can't be had
   */
  static LocalServer start(int port, Function<String, Optional<Answer>> answers) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
      ExecutorService thread = Executors.newSingleThreadExecutor(LocalServer::daemon);
      LocalServer local = new LocalServer(server, thread, answers);
      server.createContext("/", local::handle);
      server.setExecutor(thread);
      // The server's own thread is a daemon where the one that starts it is.
      CompletableFuture.runAsync(server::start, thread).join();
      return local;
    } catch (IOException e) {
      throw new UsageException(
          "the dashboard can't have port %d: %s".formatted(port, UsageException.reason(e)), e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "dashboard");
    thread.setDaemon(true);
    return thread;
  }

  /** Where it is. */
  URI address() {
    return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isOurs(exchange.getRequestHeaders().getFirst("Host"))) {
        send(exchange, 403, Answer.text("this is served to %s alone".formatted(address())));
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, Answer.text("there is nothing but GET"));
      } else {
        Optional<Answer> answer = answers.apply(exchange.getRequestURI().getPath());
        send(exchange, answer.isPresent() ? 200 : 404, answer.orElse(Answer.text("not here")));
      }
    }
  }

  private boolean isOurs(String host) {
    int port = server.getAddress().getPort();
    return ("127.0.0.1:" + port).equals(host) || ("localhost:" + port).equals(host);
  }

  private static void send(HttpExchange exchange, int status, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set("Content-Security-Policy", POLICY);
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, answer.content().length);
    exchange.getResponseBody().write(answer.content());
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }
}
