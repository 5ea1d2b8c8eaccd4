package org.dl4jzoo.data.archive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Serves one file on the loopback interface, well or badly. */
public final class LocalServer implements AutoCloseable {

  /** How the server treats a request. */
  public enum Manner {
    /** Heeds ranges. */
    GOOD,
    /** Heeds ranges, but hangs up after half of what the first request asked for. */
    CUTS_FIRST_ANSWER,
    /** Always sends the whole file. */
    IGNORES_RANGES,
    /** Has no file. */
    EMPTY
  }

  private final HttpServer server;
  private final byte[] contents;
  private final Manner manner;
  private final List<String> ranges = new ArrayList<>();

  /** Starts to serve. */
  public LocalServer(byte[] contents, Manner manner) throws IOException {
    this.contents = contents.clone();
    this.manner = manner;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/file.tgz", this::answer);
    server.start();
  }

  /** Where the file is. */
  public URI uri() {
    return URI.create("http://127.0.0.1:%d/file.tgz".formatted(server.getAddress().getPort()));
  }

  /** The Range headers of the requests so far; "none" where there was none. */
  public synchronized List<String> ranges() {
    return List.copyOf(ranges);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      tellSize(exchange);
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "none" : range);
    try (exchange) {
      if (manner == Manner.EMPTY) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      boolean partial = range != null && manner != Manner.IGNORES_RANGES;
      int from = partial ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
      byte[] rest = Arrays.copyOfRange(contents, from, contents.length);
      if (partial) {
        String header = "bytes %d-%d/%d".formatted(from, contents.length - 1, contents.length);
        exchange.getResponseHeaders().add("Content-Range", header);
      }
      exchange.sendResponseHeaders(partial ? 206 : 200, rest.length);
      boolean cut = manner == Manner.CUTS_FIRST_ANSWER && ranges.size() == 1;
      exchange.getResponseBody().write(rest, 0, cut ? rest.length / 2 : rest.length);
      exchange.getResponseBody().flush();
    }
  }

  private void tellSize(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Length", String.valueOf(contents.length));
      exchange.sendResponseHeaders(manner == Manner.EMPTY ? 404 : 200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
