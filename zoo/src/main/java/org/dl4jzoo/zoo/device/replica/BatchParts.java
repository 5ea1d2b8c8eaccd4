package org.dl4jzoo.zoo.device.replica;

/**
 * How a batch is dealt out: as evenly as it goes, in order, the first parts having one image more
 * than the others where it doesn't divide.
 *
 * @param batch images
 * @param devices parts, of which the last have no image if there are fewer images
 */
public record BatchParts(int batch, int devices) {

  /** Checks that there is something to deal out. */
  public BatchParts {
    if (batch < 1 || devices < 1) {
      throw new IllegalArgumentException(
          "batch and devices must be at least 1; got %d and %d".formatted(batch, devices));
    }
  }

  /** Parts that have images. */
  public int used() {
    return Math.min(batch, devices);
  }

  /** Images of a part. */
  public int size(int part) {
    return batch / devices + (part < batch % devices ? 1 : 0);
  }

  /** Images of the largest part. */
  public int largest() {
    return size(0);
  }

  /** Place of the first image of a part. */
  public int first(int part) {
    return part * (batch / devices) + Math.min(part, batch % devices);
  }
}
