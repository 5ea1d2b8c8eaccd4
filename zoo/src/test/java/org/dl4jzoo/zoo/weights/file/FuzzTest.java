package org.dl4jzoo.zoo.weights.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files give the documented error or, if the damage is in the values, other values; never
 * another exception, nor more memory than a small multiple of the file. {@code -Dzoo.fuzz=N} sets
 * how many damaged files each format gets.
 */
class FuzzTest {

  private static final int COUNT = Integer.getInteger("zoo.fuzz", 10_000);
  private static final long BYTES_FOR_EVERY_FILE = 1 << 20;
  private static final long BYTES_PER_BYTE = 64;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "types.safetensors, 1",
    "views-legacy.pth, 6",
    "checkpoint-legacy.pth, 6",
    "views.pth, 6",
    "reference-training.pth, 6",
    "named-layers.weights.h5, 5",
    "model.keras, 5",
    "weights.h5, 5",
    "variable-length.h5, 5",
    "types.h5, 5",
    "many-layers.h5, 5",
    "compressed.h5, 5",
    "latest.h5, 5",
    "latest-pieces.h5, 5"
  })
  void damaged_files_give_the_documented_error(String name, int ofFormat) throws IOException {
    byte[] valid = Files.readAllBytes(WeightFixture.path(name));
    byte[] other = Files.readAllBytes(WeightFixture.path("whole-model.h5"));
    fuzz(COUNT / ofFormat, valid, (file, mutation) -> mutation.of(file, other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"views.pth", "state-dict-protocol4.pth", "hostile.pth"})
  void damaged_pickles_behind_right_checksums_give_the_documented_error(String name)
      throws IOException {
    Map<String, byte[]> entries = HostileTorchTest.entries(WeightFixture.path(name));
    String pickle =
        entries.keySet().stream().filter(n -> n.endsWith("/data.pkl")).findFirst().orElseThrow();
    fuzz(
        COUNT / 6,
        entries.get(pickle),
        (file, mutation) -> {
          entries.put(pickle, mutation.of(file, file));
          return HostileTorchTest.zipped(entries);
        });
  }

  @Test
  void damaged_files_of_our_own_give_the_documented_error() throws IOException {
    Path written = folder.resolve("written.h5");
    FloatTensor bias = new FloatTensor(List.of(2L), new float[] {1, 2});
    KerasH5.write(written, List.of(new KerasLayer("a/b", Map.of("bias:0", bias))));
    byte[] bytes = Files.readAllBytes(written);
    fuzz(COUNT / 5, bytes, (file, mutation) -> mutation.of(file, file));
  }

  /** Makes a damaged file of a valid one. */
  private interface Damage {
    byte[] apply(byte[] valid, Mutation mutation) throws IOException;
  }

  private void fuzz(int count, byte[] valid, Damage damage) throws IOException {
    Path path = folder.resolve("damaged");
    int refused = 0;
    // The first file isn't counted: it loads classes.
    isRefused(Files.write(path, damage.apply(valid, new Mutation(0))), Long.MAX_VALUE);
    for (int seed = 0; seed < count; seed++) {
      byte[] damaged = damage.apply(valid, new Mutation(seed));
      long most = BYTES_FOR_EVERY_FILE + BYTES_PER_BYTE * damaged.length;
      try {
        refused += isRefused(Files.write(path, damaged), most) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(refused).as("files refused").isGreaterThan(count / 10);
  }

  /** Opens a file and reads it whole; neither call may allocate more than so many bytes. */
  private static boolean isRefused(Path path, long most) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean refused = false;
    try (WeightFile file = WeightFile.open(path)) {
      for (StoredTensor tensor : file.tensors().values()) {
        if (tensor.type().isFloat()) {
          before = checkAllocated(before, most);
          assertThat(file.read(tensor.name())).hasSize(Math.toIntExact(tensor.elements()));
        }
      }
    } catch (InvalidWeightsException e) {
      assertThat(e.getMessage()).contains(path.toString()).doesNotContain("\n");
      refused = true;
    }
    checkAllocated(before, most);
    return refused;
  }

  private static long checkAllocated(long before, long most) {
    long now = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(now - before).as("bytes allocated by a call").isLessThan(most);
    return now;
  }
}
