package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.dl4jzoo.data.image.file.DamagedImageException;
import org.junit.jupiter.api.Test;

/**
 * Damaged images are read or refused in one sentence, in little time and memory. {@code
 * scripts/fuzz-images.sh} runs more of them; should one take the JVM down, it is in {@code
 * target/fuzzed-image}.
 */
class ImageFuzzTest {

  private static final int MUTATIONS = Integer.getInteger("fuzz.images", 300);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final Path CURRENT = Path.of("target", "fuzzed-image");
  private static final Duration MOST_TIME = Duration.ofSeconds(20);
  private static final long MOST_NATIVE_BYTES = 1L << 30;

  /** Where all damaged images are kept, in two classes; null for nowhere. */
  private static final String KEPT = System.getProperty("fuzz.folder");

  private final ImageDecoder decoder = new ImageDecoder();

  @Test
  void damaged_images_are_read_or_refused_in_one_sentence() throws Exception {
    List<byte[]> files = files();
    Files.createDirectories(CURRENT.getParent());
    int read = 0;
    // What the first image of a format leaves behind, it leaves once.
    files.forEach(file -> isRead(file, Integer.MAX_VALUE));
    long before = Pointer.totalBytes();
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = new Mutation(SEED + i).of(files.get(i % files.size()));
      Files.write(CURRENT, damaged);
      keep(i, damaged);
      long start = System.nanoTime();
      read += isRead(damaged, i % 3 == 0 ? 4 : Integer.MAX_VALUE) ? 1 : 0;
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      assertThat(taken).as("mutation %d", SEED + i).isLessThan(MOST_TIME);
      assertThat(Pointer.totalBytes() - before).isLessThan(MOST_NATIVE_BYTES);
    }
    assertThat(read).isBetween(MUTATIONS / 20, MUTATIONS * 19 / 20);
    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
  }

  private static void keep(int number, byte[] damaged) throws IOException {
    if (KEPT != null) {
      Path folder = Files.createDirectories(Path.of(KEPT, number % 2 == 0 ? "even" : "odd"));
      Files.write(folder.resolve("%06d.jpg".formatted(number)), damaged);
    }
  }

  private boolean isRead(byte[] file, int side) {
    try (Mat image = decoder.decode(file, side)) {
      assertThat(Pixels.squash(image, 8, 8, 3)).hasSize(192);
      return true;
    } catch (DamagedImageException e) {
      assertThat(e.getMessage()).startsWith("it").doesNotContain("\n").hasSizeLessThan(250);
      return false;
    }
  }

  private static List<byte[]> files() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(ImageFuzzTest.class.getResource("/image-cases")).toURI());
    PillowCases cases = new PillowCases(folder, PillowCases.References.DOT);
    List<byte[]> files = new ArrayList<>();
    for (String name : cases.readable()) {
      files.add(cases.contents(name));
    }
    return files;
  }
}
