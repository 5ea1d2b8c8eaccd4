package org.dl4jzoo.zoo.layer.kernel;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.dl4jzoo.zoo.weights.file.WeightFile;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What PyTorch computed for one case: inputs, outputs and gradients by name, float32, feature maps
 * NHWC. Written by scripts/make_kernel_fixtures.py.
 */
public final class TorchFixture {

  private final Map<String, INDArray> arrays = new LinkedHashMap<>();

  private TorchFixture(Path path) {
    try (WeightFile file = WeightFile.open(path)) {
      file.tensors()
          .forEach(
              (name, tensor) -> {
                long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
                arrays.put(name, Nd4j.createFromArray(file.read(name)).reshape(shape));
              });
    }
  }

  /** Reads a case from the class path. */
  public static TorchFixture read(String name) throws URISyntaxException {
    return new TorchFixture(folder().resolve(name + ".safetensors"));
  }

  /** Where the cases are. */
  public static Path folder() throws URISyntaxException {
    URL url = TorchFixture.class.getResource("/torch");
    return Path.of(Objects.requireNonNull(url, "torch").toURI());
  }

  /** An array of the case, in c order. */
  public INDArray get(String name) {
    return Objects.requireNonNull(arrays.get(name), name).dup('c');
  }
}
