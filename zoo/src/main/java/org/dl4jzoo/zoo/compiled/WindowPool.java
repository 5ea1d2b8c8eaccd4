package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.device.network.PoolLayer;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.program.Value;

/** Maximum or mean over windows; padding counts for neither. */
public record WindowPool(
    Value x,
    Value output,
    boolean max,
    int kernelHeight,
    int kernelWidth,
    int stride,
    Insets padding)
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
  public WindowPool reading(UnaryOperator<Value> other) {
    return new WindowPool(other.apply(x), output, max, kernelHeight, kernelWidth, stride, padding);
  }

  @Override
  public boolean givesBlocks(Predicate<Value> inBlocks) {
    return inBlocks.test(x) && !output.vector();
  }

  /** A mean over the whole map would be rounded to few of the integers. */
  @Override
  public NarrowForm integerForm() {
    return output.vector() && !max ? NarrowForm.NONE : NarrowForm.KEEPS;
  }

  @Override
  public NarrowForm bfloat16Form() {
    return NarrowForm.KEEPS;
  }

  @Override
  public void assemble(Assembly assembly) {
    memory.desc source = assembly.maps().desc(x);
    memory.desc target =
        output.vector() ? assembly.maps().pixelLike(x, output) : assembly.maps().desc(output);
    pooling_forward.primitive_desc description =
        new pooling_forward.primitive_desc(
            Dnnl.ENGINE,
            Dnnl.INFERENCE,
            max ? dnnl.algorithm.pooling_max : dnnl.algorithm.pooling_avg_exclude_padding,
            source,
            target,
            Dnnl.both(stride),
            new long[] {kernelHeight, kernelWidth},
            new long[] {0, 0},
            Dnnl.start(padding),
            Dnnl.end(padding),
            Dnnl.attributes(),
            false);
    assembly.add(
        Call.of(
            "pooling",
            new pooling_forward(description),
            description,
            assembly.maps().operand(dnnl.DNNL_ARG_SRC, x),
            assembly.maps().operand(dnnl.DNNL_ARG_DST, output, target, 0)));
  }

  @Override
  public DeviceLayer onDevice() {
    return new PoolLayer(x, output, max, kernelHeight, kernelWidth, stride, padding);
  }
}
