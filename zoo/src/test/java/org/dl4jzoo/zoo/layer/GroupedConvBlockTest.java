package org.dl4jzoo.zoo.layer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.kernel.TorchFixture;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A convolution of two groups against PyTorch's. */
class GroupedConvBlockTest {

  private final LayerWorkspaceMgr noWorkspaces = LayerWorkspaceMgr.noWorkspaces();

  @Test
  void outputs_and_gradients_equal_torchs() throws Exception {
    TorchFixture torch = TorchFixture.read("conv-groups2");
    Layer layer = layer(torch);
    layer.getParam(FusedLayer.WEIGHTS).assign(torch.get("w"));
    layer.getParam(FusedLayer.BIAS).assign(torch.get("b"));

    layer.setInput(torch.get("x"), noWorkspaces);
    assertClose("y", layer.activate(true, noWorkspaces), torch.get("y"), 1e-5);
    Pair<Gradient, INDArray> gradients = layer.backpropGradient(torch.get("dy"), noWorkspaces);

    assertClose("dx", gradients.getSecond(), torch.get("dx"), 1e-5);
    INDArray dw = gradients.getFirst().getGradientFor(FusedLayer.WEIGHTS);
    assertClose("dw", dw, torch.get("dw"), 1e-5);
    INDArray db = gradients.getFirst().getGradientFor(FusedLayer.BIAS);
    assertClose("db", db.reshape(db.length()), torch.get("db"), 1e-5);
  }

  @Test
  void groups_that_do_not_divide_the_channels_are_refused() {
    ConvBlock block = new ConvBlock.Builder(3, 1).nOut(6).groups(4).build();
    InputType image = InputType.convolutional(5, 5, 6, CNN2DFormat.NHWC);

    assertThatThrownBy(() -> block.getOutputType(0, image))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("groups must divide the 6 input and 6 output channels; got 4");
  }

  private static Layer layer(TorchFixture torch) throws Exception {
    ConvBlock block =
        new ConvBlock.Builder((int) torch.get("w").size(2), 1)
            .nIn(torch.get("x").size(3))
            .nOut(torch.get("w").size(0))
            .padding(Insets.all(1))
            .groups(2)
            .biased(true)
            .build();
    NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder().layer(block).build();
    INDArray parameters = Nd4j.create(1, block.initializer().numParams(conf));
    Layer layer = block.instantiate(conf, null, 0, parameters, true, DataType.FLOAT);
    layer.setBackpropGradientsViewArray(Nd4j.create(1, parameters.length()));
    return layer;
  }
}
