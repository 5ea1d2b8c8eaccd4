package org.dl4jzoo.app.backend;

import java.util.function.IntToLongFunction;
import org.dl4jzoo.app.console.ByteSize;
import org.dl4jzoo.app.console.UsageException;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory that this process can get, asked before a network is made: where ND4J gets no memory,
 * its native code ends the process without a word, and so does the system at the limit of a control
 * group.
 */
public final class MachineMemory {

  /** Estimates may be a fifth too high; on a machine that can page, what may just fit is tried. */
  private static final double LARGEST_OVERESTIMATE = 1.2;

  /**
   * They may be too low as well; a batch that we name or choose fits all the same, and where the
   * process would end at once none is tried that may not fit.
   */
  private static final double LARGEST_UNDERESTIMATE = 1.15;

  private MachineMemory() {}

  /**
   * Refuses what can't fit. On a GPU nothing is refused: its memory is not that of the machine.
   *
   * @param what is to be done, such as {@code training resnet18}
   * @param batch images at once
   * @param bytes that so many images take, estimated
   * @param otherWays what else needs less, such as {@code --memory low or a smaller --image-size}
   * @throws UsageException if the process can't get as much; names the largest batch that fits
   */
  public static void check(String what, int batch, IntToLongFunction bytes, String otherWays) {
    if (isCpu()) {
      check(what, batch, bytes, otherWays, MemoryLimit.smallest());
    }
  }

  static void check(
      String what, int batch, IntToLongFunction bytes, String otherWays, MemoryLimit limit) {
    long needed = bytes.applyAsLong(batch);
    double atLeast =
        limit.enforced() ? needed * LARGEST_UNDERESTIMATE : needed / LARGEST_OVERESTIMATE;
    if (atLeast > limit.bytes()) {
      int largest = largest(batch, bytes, limit);
      String smaller =
          largest == 0 ? "not even one image fits" : "batch-size %d fits".formatted(largest);
      throw new UsageException(
          "not enough memory: %s with batch-size %d takes about %s, and %s %s; %s; %s needs less"
              .formatted(
                  what,
                  batch,
                  new ByteSize(needed),
                  limit.whose(),
                  new ByteSize(limit.bytes()),
                  smaller,
                  otherWays));
    }
  }

  /**
   * The largest batch that fits.
   *
   * @param most images at once that are wanted
   * @return at least 1, though even that may not fit; {@code most} on a GPU
   */
  public static int largestBatch(int most, IntToLongFunction bytes) {
    return isCpu() ? Math.max(1, largest(most, bytes, MemoryLimit.smallest())) : most;
  }

  /** 0 if nothing fits. */
  static int largest(int most, IntToLongFunction bytes, MemoryLimit limit) {
    int fits = 0;
    int tooMany = most + 1;
    while (tooMany - fits > 1) {
      int middle = fits + (tooMany - fits) / 2;
      if (bytes.applyAsLong(middle) * LARGEST_UNDERESTIMATE <= limit.bytes()) {
        fits = middle;
      } else {
        tooMany = middle;
      }
    }
    return fits;
  }

  private static boolean isCpu() {
    return Nd4j.getBackend().getEnvironment().isCPU();
  }
}
