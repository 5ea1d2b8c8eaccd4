package org.dl4jzoo.app.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.zoo.weights.Digest;
import org.dl4jzoo.zoo.weights.InputScale;
import org.dl4jzoo.zoo.weights.Labels;
import org.dl4jzoo.zoo.weights.PublishedWeights;
import org.dl4jzoo.zoo.weights.ResizeRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightCacheTest {

  private static final byte[] CONTENT = "weights".getBytes(StandardCharsets.UTF_8);

  /** As {@code sha256sum} and {@code md5sum} print them. */
  private static final String SHA256 =
      "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c";

  private static final String MD5 = "63f4f1e9b725370f459720575cd5f953";

  @TempDir private Path folder;
  private HttpServer server;
  private URI uri;
  private final List<String> requests = new ArrayList<>();

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    uri = URI.create("http://127.0.0.1:%d/net.h5".formatted(server.getAddress().getPort()));
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod());
    try (exchange) {
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().add("Content-Length", String.valueOf(CONTENT.length));
        exchange.sendResponseHeaders(200, -1);
      } else {
        exchange.sendResponseHeaders(200, CONTENT.length);
        exchange.getResponseBody().write(CONTENT);
      }
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void weights_are_downloaded_once_and_their_full_hash_is_kept_beside_them() throws IOException {
    LocatedWeights first = obtain(uri, new Digest(Digest.Algorithm.SHA256, SHA256.substring(0, 8)));
    LocatedWeights second = obtain(uri, null);

    assertThat(requests).containsExactly("HEAD", "GET");
    assertThat(first).isEqualTo(second);
    assertThat(first.file()).hasBinaryContent(CONTENT);
    assertThat(first.info().sha256()).isEqualTo(SHA256);
    assertThat(files()).containsExactly("net.h5", "net.h5.sha256");
    assertThat(folder.resolve("weights/net.h5.sha256")).hasContent(SHA256 + "  net.h5\n");
  }

  @Test
  void an_md5_is_checked() throws IOException {
    obtain(uri, new Digest(Digest.Algorithm.MD5, MD5));

    assertThat(files()).contains("net.h5");
  }

  @Test
  void a_file_with_another_hash_is_not_kept() throws IOException {
    assertThatThrownBy(() -> obtain(uri, new Digest(Digest.Algorithm.SHA256, "00000000")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            "%s isn't the file published as lenet5/test and was not kept: the SHA-256 of "
                .formatted(uri))
        .hasMessageEndingWith(" must start with 00000000; it is " + SHA256);
    assertThat(files()).isEmpty();
  }

  @Test
  void what_is_no_file_of_weights_is_not_kept_where_no_hash_is_published() throws IOException {
    assertThatThrownBy(() -> obtain(uri, null))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            "%s gave no weights of lenet5, and what it gave was not kept: ".formatted(uri));
    assertThat(files()).isEmpty();
  }

  @Test
  void without_a_connection_it_is_said_which_file_goes_where() throws IOException {
    server.stop(0);

    assertThatThrownBy(() -> obtain(uri, null))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("cannot download %s (".formatted(uri))
        .hasMessageEndingWith(
            "); put that file at %s, or give its path with --weights"
                .formatted(folder.resolve("weights/net.h5")));
    assertThat(files()).isEmpty();
  }

  @Test
  void weights_without_an_address_are_asked_for() {
    assertThatThrownBy(() -> obtain(null, null))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "net.h5 can't be downloaded: it has no address (somebody); put it at %s, or give its"
                    .formatted(folder.resolve("weights/net.h5"))
                + " path with --weights");
  }

  @Test
  void a_file_that_was_put_there_is_used_if_it_is_the_published_one() throws IOException {
    put();

    assertThat(obtain(uri, new Digest(Digest.Algorithm.MD5, MD5)).info().sha256())
        .isEqualTo(SHA256);
    assertThat(requests).isEmpty();
  }

  @Test
  void another_file_that_was_put_there_is_refused_and_left_alone() throws IOException {
    put();

    assertThatThrownBy(() -> obtain(uri, new Digest(Digest.Algorithm.SHA256, "00000000")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "%s isn't the file published as lenet5/test: its SHA-256 must start with 00000000; it"
                    .formatted(folder.resolve("weights/net.h5"))
                + " is "
                + SHA256);
    assertThat(files()).containsExactly("net.h5");
  }

  @Test
  void a_file_that_changed_after_its_download_is_refused() throws IOException {
    LocatedWeights downloaded = obtain(uri, new Digest(Digest.Algorithm.MD5, MD5));
    Files.writeString(downloaded.file(), "weighty");

    assertThatThrownBy(() -> obtain(uri, null))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(downloaded.file() + " has changed: its SHA-256 must be " + SHA256);
  }

  private void put() throws IOException {
    Files.write(Files.createDirectories(folder.resolve("weights")).resolve("net.h5"), CONTENT);
  }

  private LocatedWeights obtain(URI source, Digest digest) {
    PublishedWeights weights =
        new PublishedWeights(
            "lenet5",
            "test",
            "net.h5",
            source,
            digest,
            28,
            InputScale.UNIT,
            ResizeRule.SQUASH,
            Labels.DIGITS,
            null,
            null,
            null,
            "somebody",
            false);
    return new WeightCache(folder.resolve("weights")).obtain(weights, Progress.NONE);
  }

  private List<String> files() throws IOException {
    Path cache = folder.resolve("weights");
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
