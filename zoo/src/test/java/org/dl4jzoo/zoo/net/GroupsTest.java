package org.dl4jzoo.zoo.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.dl4jzoo.zoo.layer.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions with groups, beside PyTorch's Conv2d(8, out, 3, groups=groups). */
class GroupsTest {

  /** Weights of torch.nn.Conv2d(8, out, 3, groups=groups), and multiply-accumulates on 4x4. */
  @ParameterizedTest
  @CsvSource({"12, 1, 8, 13824", "12, 2, 4, 6912", "12, 4, 2, 3456", "8, 8, 1, 1152"})
  void an_output_reads_the_inputs_of_its_group(int out, int groups, long inputs, long macs) {
    Node node = convolution(out, groups).nodes().get(0);

    ParameterLayer parameters = node.op().parameters(node).orElseThrow();
    assertThat(parameters.weightShape()).containsExactly((long) out, inputs, 3L, 3L);
    assertThat(node.op().macs(node)).isEqualTo(macs);
  }

  @Test
  void a_group_a_channel_is_a_depthwise_convolution() {
    assertThat(convolution(8, 8).nodes().get(0).op().kind()).isEqualTo("depthwise");
    assertThat(convolution(12, 2).nodes().get(0).op().kind()).isEqualTo("grouped-conv");
  }

  @Test
  void groups_must_divide_the_channels() {
    assertThatThrownBy(() -> convolution(12, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("groups must divide the 8 input and 12 output channels; got 3");
  }

  @Test
  void deeplearning4js_own_layers_have_none() {
    Net net = convolution(12, 2);
    NeuralNetConfiguration.Builder base = new NeuralNetConfiguration.Builder();

    assertThatThrownBy(() -> GraphWriter.configure(net, Engine.STOCK, base))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("engine stock has no grouped convolutions; 'conv' is one");
  }

  private static Net convolution(int out, int groups) {
    Net net = new Net(new ImageShape(4, 4, 8), PaddingStyle.TORCH);
    net.features(net.conv("conv", net.image(), Conv.to(out).kernel(3).groups(groups)));
    return net;
  }
}
