package org.dl4jzoo.app.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Changes a checkpoint as an accident would, or somebody who means harm. */
final class CheckpointMutation {

  private static final String CARD = "model.json";
  private static final List<String> JSON_PARTS =
      List.of("configuration.json", CARD, "training.json");
  private static final List<String> ARRAY_PARTS =
      List.of("coefficients.bin", "average.bin", "partUpdaterState.bin");

  /** A value of JSON, but for what is in objects and lists. */
  private static final Pattern VALUE =
      Pattern.compile("(?<=[:\\[,])(?:\"[^\"]*\"|-?[0-9.eE+-]+|true|false|null)(?=[,\\]}])");

  private static final List<String> OTHER_VALUES =
      List.of(
          "-1",
          "0",
          "1",
          "2",
          "3.5",
          "2147483647",
          "-2147483648",
          "9223372036854775807",
          "1e308",
          "100000",
          "\"x\"",
          "\"NaN\"",
          "\"\\u001b[2J\\n\"",
          "\"java.lang.Runtime\"",
          "null",
          "true",
          "[]",
          "{}",
          "[\"java.lang.Runtime\",{}]",
          "{\"@class\":\"java.lang.Runtime\"}");

  private static final List<String> OTHER_NAMES =
      List.of(
          "../escaped",
          "../../escaped",
          "/tmp/escaped",
          "..\\escaped",
          "model.json/",
          "MODEL.JSON",
          "x".repeat(60_000));

  /** What the header of an array takes at most. */
  private static final int HEADER_BYTES = 120;

  private static final int DIRECTORY_BYTES = 400;
  private static final int BOMB_BYTES = 100 << 20;

  private final byte[] whole;
  private final Map<String, byte[]> parts;
  private final Random random;
  private boolean consistent;

  /**
   * Of a checkpoint.
   *
   * @param parts as {@link #parts} gives them
   */
  CheckpointMutation(byte[] whole, Map<String, byte[]> parts, long seed) {
    this.whole = whole;
    this.parts = new LinkedHashMap<>(parts);
    this.random = new Random(seed);
  }

  /** What is in a checkpoint, with JSON in one line. */
  static Map<String, byte[]> parts(Path valid) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(valid.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    for (String json : JSON_PARTS) {
      parts.put(json, Checkpoint.JSON.readTree(parts.get(json)).toString().getBytes(UTF_8));
    }
    return parts;
  }

  /** Whether checksums and hashes are right: it may be as good a checkpoint, though another. */
  boolean consistent() {
    return consistent;
  }

  /** The changed file. */
  byte[] bytes() throws IOException {
    int kind = random.nextInt(40);
    if (kind < 8) {
      return damaged(0);
    }
    if (kind < 12) {
      return damaged(Math.max(0, whole.length - DIRECTORY_BYTES));
    }
    changeParts(kind);
    boolean hashed = random.nextBoolean();
    if (hashed) {
      consistent = random.nextInt(5) > 0 && hashAgain();
    } else {
      consistent = true;
      withoutHashes();
    }
    return kind == 39 ? withOneTwice() : zipped();
  }

  private void changeParts(int kind) {
    List<String> names = List.copyOf(parts.keySet());
    String one = names.get(random.nextInt(names.size()));
    if (kind < 20) {
      String name = ARRAY_PARTS.get(random.nextInt(ARRAY_PARTS.size()));
      parts.put(name, forgedArray(parts.get(name)));
    } else if (kind < 34) {
      String name = JSON_PARTS.get(random.nextInt(JSON_PARTS.size()));
      for (int i = random.nextInt(2); i >= 0; i--) {
        parts.put(name, forgedJson(parts.get(name)));
      }
    } else if (kind < 36) {
      String other = names.get(random.nextInt(names.size()));
      byte[] bytes = parts.get(one);
      parts.put(one, parts.put(other, bytes));
    } else if (kind < 37) {
      parts.remove(one);
    } else if (kind < 38) {
      parts.put(OTHER_NAMES.get(random.nextInt(OTHER_NAMES.size())), new byte[] {1});
    } else if (kind < 39 && random.nextInt(20) == 0) {
      parts.put(one, Arrays.copyOf(parts.get(one), BOMB_BYTES));
    }
  }

  /** Flips bits from a place on, or cuts the file off. */
  private byte[] damaged(int from) {
    int length = whole.length - from;
    byte[] damaged =
        random.nextInt(4) == 0
            ? Arrays.copyOf(whole, from + random.nextInt(length))
            : whole.clone();
    for (int i = random.nextInt(4); i >= 0 && damaged.length > from; i--) {
      damaged[from + random.nextInt(damaged.length - from)] ^= (byte) (1 << random.nextInt(8));
    }
    return damaged;
  }

  private byte[] forgedArray(byte[] array) {
    byte[] forged =
        random.nextInt(3) == 0
            ? Arrays.copyOf(array, random.nextInt(2 * array.length))
            : array.clone();
    int within = random.nextInt(4) == 0 ? forged.length : Math.min(HEADER_BYTES, forged.length);
    for (int i = random.nextInt(3); i >= 0 && forged.length > 0; i--) {
      forged[random.nextInt(within)] = (byte) random.nextInt();
    }
    return forged;
  }

  private byte[] forgedJson(byte[] json) {
    String text = new String(json, UTF_8);
    List<MatchResult> values = new ArrayList<>(VALUE.matcher(text).results().toList());
    if (values.isEmpty()) {
      return json;
    }
    MatchResult value = values.get(random.nextInt(values.size()));
    String other = OTHER_VALUES.get(random.nextInt(OTHER_VALUES.size()));
    return (text.substring(0, value.start()) + other + text.substring(value.end())).getBytes(UTF_8);
  }

  private void withoutHashes() {
    String card = new String(parts.getOrDefault(CARD, new byte[0]), UTF_8);
    parts.computeIfPresent(
        CARD, (name, bytes) -> card.replaceFirst(",\"sha256\":\\{[^}]*}", "").getBytes(UTF_8));
  }

  /** False if there is no card to put them in. */
  private boolean hashAgain() throws IOException {
    try {
      ObjectNode card = (ObjectNode) Checkpoint.JSON.readTree(parts.get(CARD));
      ObjectNode hashes = card.putObject(PartHashes.KEY);
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        MessageDigest digest = PartHashes.digest();
        digest.update(part.getValue());
        if (!part.getKey().equals(CARD)) {
          hashes.put(part.getKey(), PartHashes.hex(digest));
        }
      }
      parts.put(CARD, card.toString().getBytes(UTF_8));
      return true;
    } catch (IOException | IllegalArgumentException | ClassCastException e) {
      return false;
    }
  }

  private byte[] zipped() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        boolean bomb = part.getValue().length == BOMB_BYTES;
        zip.setLevel(bomb ? Deflater.BEST_SPEED : Deflater.NO_COMPRESSION);
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** Two entries of one name, which Java doesn't write. */
  private byte[] withOneTwice() throws IOException {
    consistent = true;
    String name = JSON_PARTS.get(random.nextInt(JSON_PARTS.size()));
    String twin = "~" + name.substring(1);
    parts.put(twin, forgedJson(parts.getOrDefault(name, new byte[0])));
    return new String(zipped(), ISO_8859_1).replace(twin, name).getBytes(ISO_8859_1);
  }
}
