package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.device.network.MeansLayer;
import org.dl4jzoo.zoo.layer.kernel.Bins;
import org.dl4jzoo.zoo.program.Value;

/** The mean over a grid of bins, as many as the output has pixels, as PyTorch divides a map. */
public record BinMeans(Value x, Value output) implements Instruction {

  @Override
  public List<Value> inputs() {
    return List.of(x);
  }

  @Override
  public long weights() {
    return 0;
  }

  @Override
  public BinMeans reading(UnaryOperator<Value> other) {
    return new BinMeans(other.apply(x), output);
  }

  @Override
  public boolean givesBlocks(Predicate<Value> inBlocks) {
    return false;
  }

  @Override
  public NarrowForm integerForm() {
    return NarrowForm.NONE;
  }

  @Override
  public NarrowForm bfloat16Form() {
    return NarrowForm.NONE;
  }

  /** A matrix of means times the pixels of each image: bins overlap, which no pooling knows. */
  @Override
  public void assemble(Assembly assembly) {
    Value y = output;
    memory.desc bins = Dnnl.desc(memory.format_tag.abc, 1, y.area(), x.area());
    memory.desc pixels = Dnnl.desc(memory.format_tag.abc, assembly.batch(), x.area(), x.channels());
    memory.desc target = Dnnl.desc(memory.format_tag.abc, assembly.batch(), y.area(), y.channels());
    matmul.primitive_desc description =
        new matmul.primitive_desc(Dnnl.ENGINE, bins, pixels, target, Dnnl.attributes(), false);
    assembly.add(
        Call.of(
            "pooling",
            new matmul(description),
            description,
            Operand.constant(dnnl.DNNL_ARG_SRC, Dnnl.copy(bins, shares(x, y))),
            assembly.maps().operand(dnnl.DNNL_ARG_WEIGHTS, x, pixels, 0),
            assembly.maps().operand(dnnl.DNNL_ARG_DST, y, target, 0)));
  }

  private static float[] shares(Value map, Value bins) {
    double[] means = new Bins(map.height(), map.width(), bins.height(), bins.width()).means();
    float[] shares = new float[means.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) means[i];
    }
    return shares;
  }

  @Override
  public DeviceLayer onDevice() {
    return new MeansLayer(x, output);
  }
}
