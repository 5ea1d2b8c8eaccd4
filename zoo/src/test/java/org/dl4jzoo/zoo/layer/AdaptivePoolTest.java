package org.dl4jzoo.zoo.layer;

import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.TorchFixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean over a grid of 4 x 4 bins, which overlap or repeat pixels, against PyTorch's. */
class AdaptivePoolTest {

  @ParameterizedTest
  @ValueSource(strings = {"adaptive-pool-down", "adaptive-pool-up"})
  void means_and_their_gradient_equal_torchs(String name) throws Exception {
    TorchFixture torch = TorchFixture.read(name);
    NeuralNetConfiguration conf =
        new NeuralNetConfiguration.Builder().layer(new AdaptivePool.Builder(4).build()).build();
    Layer layer = conf.getLayer().instantiate(conf, null, 0, null, true, DataType.FLOAT);
    LayerWorkspaceMgr noWorkspaces = LayerWorkspaceMgr.noWorkspaces();
    layer.setInput(torch.get("x"), noWorkspaces);
    assertClose("y", layer.activate(true, noWorkspaces), torch.get("y"), 1e-5);
    INDArray dx = layer.backpropGradient(torch.get("dy"), noWorkspaces).getSecond();
    assertClose("dx", dx, torch.get("dx"), 1e-5);
  }
}
