package org.dl4jzoo.app.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A page in a browser, spoken to in the Chrome DevTools Protocol. */
final class Tab implements WebSocket.Listener, AutoCloseable {

  /** A key with its virtual key code and the text that it types. */
  enum Key {
    TAB("Tab", 9, ""),
    ENTER("Enter", 13, "\r"),
    ESCAPE("Escape", 27, ""),
    SPACE(" ", 32, " ");

    private final String value;
    private final int code;
    private final String text;

    Key(String value, int code, String text) {
      this.value = value;
      this.code = code;
      this.text = text;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringBuilder message = new StringBuilder();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> loaded = new CompletableFuture<>();
  private WebSocket socket;

  private Tab() {}

  static Tab open(HttpClient http, URI debugger, URI page) {
    Tab tab = new Tab();
    tab.socket = http.newWebSocketBuilder().buildAsync(debugger, tab).join();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      tab.call(domain + ".enable", Map.of());
    }
    tab.call("Page.navigate", Map.of("url", page.toString()));
    tab.loaded.orTimeout(30, TimeUnit.SECONDS).join();
    return tab;
  }

  /** The addresses that the page asked for, itself the first. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** What the page wrote to the console as an error, and what it threw. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** The value of an expression, once a promise is kept; it must fit JSON. */
  JsonNode evaluate(String script) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(result.get("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  /** Presses a key and lets it go. */
  void press(Key key) {
    for (String type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              key.value,
              "windowsVirtualKeyCode",
              key.code,
              "text",
              type.equals("keyDown") ? key.text : ""));
    }
  }

  /** Shows the page on a screen so wide, in a colour scheme. */
  void show(int width, String scheme) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  private JsonNode call(String method, Map<String, Object> parameters) {
    int id = calls.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    try {
      String json =
          JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
      socket.sendText(json, true).join();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode answered = answer.orTimeout(60, TimeUnit.SECONDS).join();
    if (answered.has("error")) {
      throw new AssertionError(method + ": " + answered.get("error"));
    }
    return answered.path("result");
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      try {
        hear(JSON.readTree(message.toString()));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
      message.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void hear(JsonNode said) {
    JsonNode parameters = said.path("params");
    switch (said.path("method").asText()) {
      case "Network.requestWillBeSent" ->
          requests.add(parameters.path("request").path("url").asText());
      case "Runtime.exceptionThrown" -> errors.add(parameters.toString());
      case "Log.entryAdded" -> addError(parameters.path("entry"), "level");
      case "Runtime.consoleAPICalled" -> addError(parameters, "type");
      case "Page.loadEventFired" -> loaded.complete(null);
      default -> {
        CompletableFuture<JsonNode> waiting = answers.remove(said.path("id").asInt());
        if (waiting != null) {
          waiting.complete(said);
        }
      }
    }
  }

  private void addError(JsonNode entry, String level) {
    if (entry.path(level).asText().equals("error")) {
      errors.add(entry.toString());
    }
  }

  @Override
  public void close() {
    call("Page.close", Map.of());
    socket.abort();
  }
}
