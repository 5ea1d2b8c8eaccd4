package org.dl4jzoo.zoo.layer.kernel;

import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What PyTorch computed for one case: inputs, outputs and gradients by name, float32, feature maps
 * NHWC. Written by scripts/make_kernel_fixtures.py.
 */
public final class TorchFixture {

  private final Map<String, INDArray> arrays;

  private TorchFixture(Map<String, INDArray> arrays) {
    this.arrays = arrays;
  }

  /** Reads a case from the class path. */
  public static TorchFixture read(String name) throws Exception {
    URL url = TorchFixture.class.getResource("/torch/" + name + ".npz");
    Path file = Path.of(Objects.requireNonNull(url, name).toURI());
    return new TorchFixture(Nd4j.createFromNpzFile(file.toFile()));
  }

  /** An array of the case, in c order. */
  public INDArray get(String name) {
    return Objects.requireNonNull(arrays.get(name), name).dup('c');
  }
}
