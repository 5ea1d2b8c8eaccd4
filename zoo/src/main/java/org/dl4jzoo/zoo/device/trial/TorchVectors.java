package org.dl4jzoo.zoo.device.trial;

import java.nio.file.Path;

/**
 * What two devices compute against what PyTorch computed for the same inputs, in files that
 * scripts/make_kernel_fixtures.py wrote: every kind of kernel, forward and backward.
 */
final class TorchVectors {

  private final TorchFolder products;
  private final TorchFolder others;

  /**
   * Vectors of a folder.
   *
   * @param ofProducts largest difference of convolutions and fully connected layers, by the largest
   *     value of a result
   * @param ofOthers of everything else
   */
  TorchVectors(Twins twins, double ofProducts, double ofOthers, Path folder) {
    this.products = new TorchFolder(folder, twins, ofProducts);
    this.others = new TorchFolder(folder, twins, ofOthers);
  }

  /** Compares all. */
  void run() {
    new TorchProducts(products.ofMaps()).run();
    new TorchMaps(others.ofMaps()).run();
    new TorchElementwise(others.ofMaps()).run();
    new TorchUpdates(others).run();
  }
}
