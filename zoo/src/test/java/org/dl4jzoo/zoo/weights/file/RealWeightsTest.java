package org.dl4jzoo.zoo.weights.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The weights of the shared folder hold what h5py and NumPy find in them; skipped where absent. */
class RealWeightsTest {

  @ParameterizedTest
  @CsvSource({
    "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5, 262, 3538984, "
        + "Logits/Logits/kernel:0, 1280000, -0.011299969628453255, -39.73083678045077",
    "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5, 262, 3538984, "
        + "Conv1/Conv1/kernel:0, 864, -0.30602601170539856, -13.84487551113125",
    "bvlc_googlenet.safetensors, 116, 6998552, "
        + "conv1_7x7_s2_b, 64, -2.527230739593506, -75.58187857270241",
    "lenet5_mnist.safetensors, 10, 61706, "
        + "body.conv1.bias, 6, 0.0988248810172081, 0.14562158659100533"
  })
  void a_real_file_holds_what_python_finds_in_it(
      String name,
      int tensors,
      long numbers,
      String tensor,
      int elements,
      float first,
      double sum) {
    String shared = System.getenv("ZOO_SHARED");
    Path folder = shared == null ? Path.of("..", "..", "shared") : Path.of(shared);
    Path path = folder.resolve("weights").resolve(name);
    assumeTrue(Files.exists(path), "no " + path.toAbsolutePath());

    try (WeightFile file = WeightFile.open(path)) {
      assertThat(file.tensors()).hasSize(tensors);
      assertThat(file.tensors().values().stream().mapToLong(StoredTensor::elements).sum())
          .isEqualTo(numbers);
      float[] values = file.read(tensor);
      assertThat(values).hasSize(elements).startsWith(first);
      double total = 0;
      for (float value : values) {
        total += value;
      }
      assertThat(total).isCloseTo(sum, within(1e-6));
    }
  }
}
