package org.dl4jzoo.app.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.layer.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Damaged and forged checkpoints give one sentence, or the network that was written; never another
 * exception, and never the end of the JVM. {@code -Dzoo.fuzz.checkpoints=N} sets how many there
 * are, {@code -Dzoo.fuzz.first=SEED} the first of them.
 */
class CheckpointFuzzTest {

  private static final int COUNT = Integer.getInteger("zoo.fuzz.checkpoints", 300);

  private static final int FIRST = Integer.getInteger("zoo.fuzz.first", 0);

  private static final List<String> JSON_PARTS =
      List.of("configuration.json", "model.json", "training.json");
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
          "\"java.lang.Runtime\"",
          "null",
          "true",
          "[]",
          "{}",
          "[\"java.lang.Runtime\",{}]",
          "{\"@class\":\"java.lang.Runtime\"}");

  /** What the header of an array takes at most. */
  private static final int HEADER_BYTES = 120;

  @TempDir private Path folder;

  @Test
  void damaged_and_forged_checkpoints_give_one_sentence() throws IOException {
    Path valid = folder.resolve("valid.zip");
    Checkpoint lenet = HostileCheckpointTest.lenet(Engine.ONEDNN);
    new Checkpoint(lenet.network(), lenet.state(), lenet.card(), Nd4j.ones(1, 5), Nd4j.ones(1, 7))
        .write(valid);
    byte[] whole = Files.readAllBytes(valid);
    Map<String, byte[]> parts = parts(valid);
    Path damaged = folder.resolve("last.zip");
    int refused = 0;
    List<String> wrong = new ArrayList<>();
    for (int seed = FIRST; seed < FIRST + COUNT; seed++) {
      Random random = new Random(seed);
      byte[] bytes = random.nextInt(4) == 0 ? damaged(whole, random) : forged(parts, random);
      Files.write(damaged, bytes);
      try {
        refused += isRefused(damaged) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        wrong.add("seed %d: %s".formatted(seed, e));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(refused).as("files refused").isGreaterThan(COUNT / 4);
  }

  private static boolean isRefused(Path file) {
    boolean refused = false;
    try (CheckpointWeights weights = CheckpointWeights.open(file)) {
      weights.classifier(Engine.ONEDNN);
    } catch (UsageException e) {
      refused = true;
      assertOneSentence(e);
    }
    try {
      new RunFolder(file.getParent()).newest(line -> {});
    } catch (UsageException e) {
      refused = true;
      assertOneSentence(e);
    }
    return refused;
  }

  private static void assertOneSentence(UsageException error) {
    assertThat(error.getMessage())
        .startsWith("cannot read the checkpoint ")
        .doesNotContain("\n", "org.dl4jzoo", "org.deeplearning4j", "Exception");
  }

  private static Map<String, byte[]> parts(Path file) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        boolean json = JSON_PARTS.contains(entry.getName());
        parts.put(
            entry.getName(),
            json ? Checkpoint.JSON.readTree(bytes).toString().getBytes(UTF_8) : bytes);
      }
    }
    String card = new String(parts.get("model.json"), UTF_8);
    parts.put("model.json", card.replaceFirst(",\"sha256\":\\{[^}]*}", "").getBytes(UTF_8));
    return parts;
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] damaged =
        random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
    for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return damaged;
  }

  /** With right checksums. */
  private static byte[] forged(Map<String, byte[]> valid, Random random) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>(valid);
    if (random.nextInt(3) == 0) {
      String name = ARRAY_PARTS.get(random.nextInt(ARRAY_PARTS.size()));
      parts.put(name, forgedArray(valid.get(name), random));
    } else if (random.nextInt(20) == 0) {
      parts.remove(List.copyOf(parts.keySet()).get(random.nextInt(parts.size())));
    } else {
      String name = JSON_PARTS.get(random.nextInt(JSON_PARTS.size()));
      String json = new String(valid.get(name), UTF_8);
      for (int i = random.nextInt(2); i >= 0; i--) {
        json = forgedJson(json, random);
      }
      parts.put(name, json.getBytes(UTF_8));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] forgedArray(byte[] array, Random random) {
    byte[] forged =
        random.nextInt(3) == 0
            ? Arrays.copyOf(array, random.nextInt(2 * array.length))
            : array.clone();
    for (int i = random.nextInt(3); i >= 0 && forged.length > 0; i--) {
      forged[random.nextInt(Math.min(HEADER_BYTES, forged.length))] = (byte) random.nextInt();
    }
    return forged;
  }

  private static String forgedJson(String json, Random random) {
    List<MatchResult> values = new ArrayList<>(VALUE.matcher(json).results().toList());
    MatchResult value = values.get(random.nextInt(values.size()));
    String other = OTHER_VALUES.get(random.nextInt(OTHER_VALUES.size()));
    return json.substring(0, value.start()) + other + json.substring(value.end());
  }
}
