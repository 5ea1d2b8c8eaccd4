package org.dl4jzoo.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.dl4jzoo.zoo.layer.kernel.nd4j.Nd4jKernels;
import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.nd4j.linalg.api.buffer.DataType;

class ExecutionTest {

  @Test
  void each_engine_has_its_kernels() {
    assertThat(Execution.on(Engine.ONEDNN).kernels(DataType.FLOAT))
        .isInstanceOf(OnednnKernels.class);
    assertThat(Execution.on(Engine.ND4J).kernels(DataType.FLOAT)).isInstanceOf(Nd4jKernels.class);
  }

  @Test
  void double_precision_is_nd4js() {
    assertThat(Execution.on(Engine.ONEDNN).kernels(DataType.DOUBLE))
        .isInstanceOf(Nd4jKernels.class);
  }

  @Test
  void a_gpu_has_no_onednn() {
    assertThat(Engine.fastest(false)).isEqualTo(Engine.ND4J);
  }

  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
  void a_layer_that_nobody_gave_kernels_takes_the_fastest() {
    assertThat(new LayerKernels(DataType.FLOAT).get()).isInstanceOf(OnednnKernels.class);
  }
}
