package org.dl4jzoo.app.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser without a window; tests that need one are skipped where there is none. */
final class Chromium implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  private final Process process;
  private final Path profile;
  private final HttpClient http = HttpClient.newHttpClient();

  private Chromium(Process process, Path profile) {
    this.process = process;
    this.profile = profile;
  }

  /**
   * Starts the browser that {@code CHROME} names, else the first on the path.
   *
   * @param profile an empty folder
   */
  static Chromium start(Path profile) throws IOException {
    Optional<Path> program = program();
    assumeTrue(program.isPresent(), "no Chromium: none of " + NAMES + " is on the path");
    // Where tests run as root or in a container the sandbox can't start; the pages are our own.
    ProcessBuilder builder =
        new ProcessBuilder(
            program.orElseThrow().toString(),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank");
    return new Chromium(
        builder.redirectErrorStream(true).redirectOutput(profile.resolve("log").toFile()).start(),
        profile);
  }

  private static Optional<Path> program() {
    String named = System.getenv("CHROME");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator, -1));
    return NAMES.stream()
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a page and waits until it is loaded. */
  Tab open(URI page) throws IOException, InterruptedException {
    URI newTab = URI.create("http://127.0.0.1:%s/json/new?about:blank".formatted(port()));
    HttpRequest request =
        HttpRequest.newBuilder(newTab).method("PUT", HttpRequest.BodyPublishers.noBody()).build();
    JsonNode tab = new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
    return Tab.open(http, URI.create(tab.get("webSocketDebuggerUrl").asText()), page);
  }

  /** The browser chooses a port and writes it to its profile. */
  private String port() throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    for (int tries = 0; tries < 600 && process.isAlive(); tries++) {
      if (Files.exists(file) && Files.size(file) > 0) {
        return Files.readAllLines(file).get(0);
      }
      Thread.sleep(50);
    }
    throw new IOException("Chromium did not start: " + Files.readString(profile.resolve("log")));
  }

  @Override
  public void close() throws InterruptedException {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    process.waitFor(10, TimeUnit.SECONDS);
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      each.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(late -> each).join();
    }
  }
}
