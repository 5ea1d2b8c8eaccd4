package org.dl4jzoo.zoo.weights;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The published files in the shared folder; a test that needs one is skipped where it is absent.
 */
final class SharedWeights {

  static final String MOBILENET_V2 = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5";
  static final String GOOGLENET = "bvlc_googlenet.safetensors";
  static final String LENET5 = "lenet5_mnist.safetensors";

  private SharedWeights() {}

  static Path file(String name) {
    String shared = System.getenv("ZOO_SHARED");
    Path folder = shared == null ? Path.of("..", "..", "shared") : Path.of(shared);
    Path path = folder.resolve("weights").resolve(name);
    assumeTrue(Files.exists(path), "no " + path.toAbsolutePath());
    return path;
  }
}
