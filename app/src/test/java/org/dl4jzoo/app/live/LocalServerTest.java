package org.dl4jzoo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalServerTest {

  private final LocalServer server =
      LocalServer.start(
          0,
          path ->
              path.equals("/") ? Optional.of(LocalServer.Answer.html("<p>é")) : Optional.empty());

  @AfterEach
  void close() {
    server.close();
  }

  /** The whole answer to a request with this first line and host. */
  private String ask(String request, String host) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (Socket socket = new Socket(loopback, port())) {
      String message =
          "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(request, host);
      socket.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private int port() {
    return server.address().getPort();
  }

  @Test
  void it_answers_whoever_names_this_machine() throws IOException {
    for (String host : new String[] {"127.0.0.1:" + port(), "localhost:" + port()}) {
      assertThat(ask("GET /", host))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("<p>é")
          .containsIgnoringCase("content-security-policy: default-src 'none'; img-src 'self' data:")
          .containsIgnoringCase("cross-origin-resource-policy: same-origin");
    }
  }

  /** A page of evil.example whose name was made to point here would send its own name. */
  @Test
  void it_refuses_whoever_names_another() throws IOException {
    for (String host : new String[] {"evil.example:" + port(), "evil.example", "127.0.0.1", ""}) {
      assertThat(ask("GET /", host)).as(host).startsWith("HTTP/1.1 403 ").doesNotContain("é");
    }
  }

  @Test
  void there_is_nothing_else() throws IOException {
    String host = "127.0.0.1:" + port();
    assertThat(ask("GET /../etc/passwd", host)).startsWith("HTTP/1.1 404 ");
    assertThat(ask("GET /nothing", host)).startsWith("HTTP/1.1 404 ");
    assertThat(ask("POST /", host)).startsWith("HTTP/1.1 405 ");
  }

  @Test
  void other_machines_do_not_reach_it() throws IOException {
    InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    try (ServerSocket samePort = new ServerSocket(port(), 1, other)) {
      assertThat(samePort.isBound()).as("the port is free at other addresses").isTrue();
    }
  }

  @Test
  void a_port_in_use_is_told() {
    assertThatThrownBy(() -> LocalServer.start(port(), path -> Optional.empty()))
        .isInstanceOf(UsageException.class)
        .hasMessage("the dashboard can't have port %d: Address already in use".formatted(port()));
  }

  @Test
  void its_threads_do_not_keep_the_program_alive() {
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(
            thread ->
                thread.getName().startsWith("HTTP-Dispatcher")
                    || thread.getName().equals("dashboard"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }
}
