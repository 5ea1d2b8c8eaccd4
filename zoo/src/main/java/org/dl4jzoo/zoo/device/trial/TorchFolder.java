package org.dl4jzoo.zoo.device.trial;

import java.nio.file.Path;

/**
 * Where PyTorch's values are, and how far from them two devices may be.
 *
 * @param bound largest difference, by the largest value of a result
 */
record TorchFolder(Path path, Twins twins, double bound) {

  /** Inputs are rounded to narrow maps, and errors add up in gradients: so many steps of a type. */
  private static final int ROUNDINGS = 2;

  /** Values that were computed from maps, which may be narrow. */
  TorchFolder ofMaps() {
    return new TorchFolder(path, twins, Math.max(bound, ROUNDINGS * Twins.step(twins.maps())));
  }

  /** Values that have no rounding of their own. */
  TorchFolder exact() {
    return new TorchFolder(path, twins, 0);
  }

  /** Opens the file of a case. */
  TorchCase open(String name) {
    return new TorchCase(path, name, twins, bound);
  }
}
