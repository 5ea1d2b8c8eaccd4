package org.dl4jzoo.zoo.weights.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: 8 bytes with its length, then JSON that gives each tensor's
 * type, shape and place. As the format demands, the tensors lie one behind the other from the end
 * of the header to the end of the file, and each takes what its type and shape need.
 *
 * @param entries the tensors by name, in the header's order
 * @param metadata the texts under {@code __metadata__}
 * @param dataStart where the header ends, in bytes
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata, long dataStart) {

  static final String METADATA = "__metadata__";

  /** Bytes of the header's length. */
  static final int LENGTH_BYTES = 8;

  /** Far above any network's: 10,000 tensors take about a megabyte. */
  private static final int LONGEST_HEADER = 1 << 24;

  private static final int MOST_DIMENSIONS = 16;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(3).build())
          .build();

  /**
   * A tensor and its place.
   *
   * @param tensor name, type and shape
   * @param begin its first byte, counted from the end of the header
   * @param end the byte behind its last
   */
  record Entry(StoredTensor tensor, long begin, long end) {}

  /** Copies, keeping the order. */
  SafetensorsHeader {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** Reads and checks the header of a file. */
  static SafetensorsHeader read(FileBytes file) throws IOException {
    long length = file.read(0, LENGTH_BYTES).getLong();
    if (length < 2 || length > Math.min(LONGEST_HEADER, file.size() - LENGTH_BYTES)) {
      throw file.invalid(
          "a safetensors header has 2 to %d bytes and lies within the file of %d; got %s",
          LONGEST_HEADER, file.size(), Long.toUnsignedString(length));
    }
    byte[] json = file.bytes(LENGTH_BYTES, (int) length);
    SafetensorsHeader header = new Parsing(file, LENGTH_BYTES + length).parse(json);
    header.checkPlaces(file);
    return header;
  }

  private void checkPlaces(FileBytes file) {
    List<Entry> inOrder = new ArrayList<>(entries.values());
    inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long next = 0;
    for (Entry entry : inOrder) {
      if (entry.begin() != next) {
        throw file.invalid(
            "tensor %s must begin where the one before it ends, at byte %d of the data; got %d",
            entry.tensor().name(), next, entry.begin());
      }
      next = entry.end();
    }
    if (next != file.size() - dataStart) {
      throw file.invalid(
          "the header gives %d bytes of data, but %d follow it", next, file.size() - dataStart);
    }
  }

  /** Reads the JSON, without trust in anything it says. */
  private static final class Parsing {

    private final FileBytes file;
    private final long dataStart;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    Parsing(FileBytes file, long dataStart) {
      this.file = file;
      this.dataStart = dataStart;
    }

    SafetensorsHeader parse(byte[] json) throws IOException {
      try (JsonParser parser = JSON.createParser(text(json))) {
        expect(parser, JsonToken.START_OBJECT);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          if (name.equals(METADATA)) {
            metadata(parser);
          } else {
            entries.put(name, entry(parser, name));
          }
        }
        if (parser.nextToken() != null) {
          throw file.invalid("the safetensors header must be one JSON object; more follows it");
        }
      } catch (JsonProcessingException e) {
        throw file.invalid(
            "the safetensors header must be JSON; got %s", String.valueOf(e.getOriginalMessage()));
      }
      return new SafetensorsHeader(entries, metadata, dataStart);
    }

    private String text(byte[] utf8) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      } catch (CharacterCodingException e) {
        throw file.invalid("the safetensors header must be UTF-8; it isn't");
      }
    }

    private void metadata(JsonParser parser) throws IOException {
      expect(parser, JsonToken.START_OBJECT);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        expect(parser, JsonToken.VALUE_STRING);
        metadata.put(key, parser.getText());
      }
    }

    private Entry entry(JsonParser parser, String name) throws IOException {
      ElementType type = null;
      List<Long> shape = null;
      List<Long> offsets = null;
      expect(parser, JsonToken.START_OBJECT);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        switch (field) {
          case "dtype" -> type = type(parser, name);
          case "shape" -> shape = numbers(parser, name);
          case "data_offsets" -> offsets = numbers(parser, name);
          default -> throw file.invalid("tensor %s has an unknown field %s", name, field);
        }
      }
      if (type == null || shape == null || offsets == null || offsets.size() != 2) {
        throw file.invalid("tensor %s must have dtype, shape and two data_offsets", name);
      }
      Entry entry = new Entry(new StoredTensor(name, type, shape), offsets.get(0), offsets.get(1));
      checkSize(entry);
      return entry;
    }

    private void checkSize(Entry entry) {
      StoredTensor tensor = entry.tensor();
      long needed = TensorSizes.bytes(file, tensor.name(), tensor.type(), tensor.shape());
      if (entry.begin() > entry.end() || entry.end() - entry.begin() != needed) {
        throw file.invalid(
            "tensor %s of type %s and shape %s takes %d bytes; got bytes %d to %d",
            tensor.name(), tensor.type(), tensor.shape(), needed, entry.begin(), entry.end());
      }
    }

    private ElementType type(JsonParser parser, String name) throws IOException {
      expect(parser, JsonToken.VALUE_STRING);
      String type = parser.getText();
      for (ElementType known : ElementType.values()) {
        if (known.name().equals(type)) {
          return known;
        }
      }
      throw file.invalid(
          "tensor %s must be of one of the types %s; got %s",
          name, List.of(ElementType.values()), type);
    }

    private List<Long> numbers(JsonParser parser, String name) throws IOException {
      expect(parser, JsonToken.START_ARRAY);
      List<Long> numbers = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        boolean fits =
            parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && parser.getLongValue() >= 0;
        if (!fits || numbers.size() == MOST_DIMENSIONS) {
          throw file.invalid(
              "shape and data_offsets of tensor %s must be at most %d non-negative integers",
              name, MOST_DIMENSIONS);
        }
        numbers.add(parser.getLongValue());
      }
      return numbers;
    }

    private void expect(JsonParser parser, JsonToken expected) throws IOException {
      JsonToken token = parser.nextToken();
      if (token != expected) {
        throw file.invalid(
            "expected %s in the safetensors header; got %s at character %d",
            expected, token, parser.currentTokenLocation().getCharOffset());
      }
    }
  }
}
