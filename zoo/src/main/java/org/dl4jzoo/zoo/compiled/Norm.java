package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.device.network.NormLayer;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.program.LayerWeights;
import org.dl4jzoo.zoo.program.Value;

/** Batch normalisation by running statistics, and an activation. */
public record Norm(String layer, Value x, Value output, double eps, Activation activation)
    implements Instruction {

  @Override
  public List<Value> inputs() {
    return List.of(x);
  }

  @Override
  public long weights() {
    return 0;
  }

  @Override
  public Norm reading(UnaryOperator<Value> other) {
    return new Norm(layer, other.apply(x), output, eps, activation);
  }

  @Override
  public boolean givesBlocks(Predicate<Value> inBlocks) {
    return inBlocks.test(x);
  }

  @Override
  public NarrowForm integerForm() {
    return NarrowForm.NONE;
  }

  @Override
  public NarrowForm bfloat16Form() {
    return NarrowForm.KEEPS;
  }

  /** The same as a convolution, which reads integers. */
  Convolution asConvolution() {
    return new Convolution(
        layer,
        x,
        Optional.empty(),
        output,
        1,
        1,
        Insets.all(0),
        x.channels(),
        OptionalDouble.of(eps),
        activation);
  }

  /** Image by image where they lie apart, for which oneDNN has only a reference kernel. */
  @Override
  public void assemble(Assembly assembly) {
    LayerWeights.Norm parameters = assembly.constants().layer(layer).norm();
    boolean apart = assembly.maps().isPart(x) || assembly.maps().isPart(output);
    memory.desc map = apart ? assembly.maps().image(x) : assembly.maps().desc(x);
    int flags =
        normalization_flags.use_scale.value
            | normalization_flags.use_shift.value
            | normalization_flags.use_global_stats.value;
    batch_normalization_forward.primitive_desc description =
        new batch_normalization_forward.primitive_desc(
            Dnnl.ENGINE,
            Dnnl.INFERENCE.value,
            map,
            map,
            (float) eps,
            flags,
            Dnnl.attributes(Dnnl.append(activation, new post_ops())),
            false);
    Operand[] fixed = {
      Operand.constant(dnnl.DNNL_ARG_SCALE, Constants.vector(parameters.gamma())),
      Operand.constant(dnnl.DNNL_ARG_SHIFT, Constants.vector(parameters.beta())),
      Operand.constant(dnnl.DNNL_ARG_MEAN, Constants.vector(parameters.mean())),
      Operand.constant(dnnl.DNNL_ARG_VARIANCE, Constants.vector(parameters.variance()))
    };
    batch_normalization_forward primitive = new batch_normalization_forward(description);
    for (int image = 0; image < (apart ? assembly.batch() : 1); image++) {
      assembly.add(
          Call.of(
              "batch norm",
              primitive,
              description,
              assembly.maps().operand(dnnl.DNNL_ARG_SRC, x, map, image),
              assembly.maps().operand(dnnl.DNNL_ARG_DST, output, map, image),
              fixed[0],
              fixed[1],
              fixed[2],
              fixed[3]));
    }
  }

  @Override
  public DeviceLayer onDevice() {
    return new NormLayer(layer, x, output, eps, activation);
  }
}
