package org.dl4jzoo.data.folder;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dl4jzoo.data.InvalidDataException;

/**
 * The text of a class map, in the forms in which people have it: lines of a folder and a name, and
 * JSON. {@code {"n01443537": "goldfish"}} has names by folder, {@code {"1": ["n01443537",
 * "goldfish"]}} is Keras's {@code imagenet_class_index.json}, {@code {"goldfish": 1}} the {@code
 * class_indices} of Keras and {@code class_to_idx} of PyTorch, and {@code ["tench", "goldfish"]} a
 * list of the names by index.
 */
final class ClassMapText {

  /** A name of several words may be quoted, as CSV has it. */
  private static final Pattern BY_COMMA = Pattern.compile("([^,]+?)\\s*,\\s*\"?(.+?)\"?");

  private static final Pattern BY_SPACE = Pattern.compile("(\\S+)\\s+(.+)");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;
  private final Map<String, String> names = new HashMap<>();

  private ClassMapText(Path file) {
    this.file = file;
  }

  /**
   * The names by folder and by index.
   *
   * @throws InvalidDataException if the text is none of these, or has two names for one
   */
  static Map<String, String> names(Path file, String text) {
    ClassMapText map = new ClassMapText(file);
    if (text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[")) {
      map.readJson(text);
    } else {
      map.readLines(text);
    }
    return map.names;
  }

  private void readLines(String text) {
    boolean csv = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      Matcher pair = (csv ? BY_COMMA : BY_SPACE).matcher(line.strip());
      if (!pair.matches()) {
        throw new InvalidDataException(
            "line %d of %s must be the name of a folder and that of its class; got %s"
                .formatted(number, file, line));
      }
      put(pair.group(1), pair.group(2), "line %d of %s".formatted(number, file));
    }
  }

  private void readJson(String text) {
    JsonNode map;
    try {
      map = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidDataException(
          "%s begins like JSON, but is none: %s".formatted(file, e.getOriginalMessage()), e);
    }
    if (map.isArray()) {
      for (int index = 0; index < map.size(); index++) {
        putJson(String.valueOf(index), map.get(index));
      }
    }
    map.properties().forEach(entry -> putJson(entry.getKey(), entry.getValue()));
  }

  private void putJson(String key, JsonNode value) {
    if (value.isTextual()) {
      put(key, value.asText(), file);
    } else if (value.isIntegralNumber()) {
      put(value.asText(), key, file);
    } else if (value.size() == 2 && value.path(0).isTextual() && value.path(1).isTextual()) {
      put(key, value.path(1).asText(), file);
      put(value.path(0).asText(), value.path(1).asText(), file);
    } else {
      throw new InvalidDataException(
          ("%s must have names for folders, such as {\"n01443537\": \"goldfish\"}, a folder and a"
                  + " name for indexes, or a list of names; got %s for %s")
              .formatted(file, value, key));
    }
  }

  private void put(String folder, String name, Object where) {
    String canonical = Names.canonical(folder);
    String named = Names.ofClass(name, where);
    String same = names.putIfAbsent(canonical, named);
    if (same != null && !same.equals(named)) {
      throw new InvalidDataException(
          "%s has two names for %s: %s and %s".formatted(file, canonical, same, named));
    }
  }
}
