package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.dl4jzoo.zoo.device.network.DenseLayer;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.program.Value;

/** A fully connected layer on the input, flattened with channels last. */
public record Dense(String layer, Value x, Value output, Activation activation)
    implements Instruction {

  @Override
  public List<Value> inputs() {
    return List.of(x);
  }

  @Override
  public long weights() {
    return x.area() * x.channels() * output.channels();
  }

  @Override
  public Dense reading(UnaryOperator<Value> other) {
    return new Dense(layer, other.apply(x), output, activation);
  }

  @Override
  public boolean givesBlocks(Predicate<Value> inBlocks) {
    return false;
  }

  @Override
  public NarrowForm integerForm() {
    return NarrowForm.READS;
  }

  @Override
  public NarrowForm bfloat16Form() {
    return NarrowForm.READS;
  }

  @Override
  public void assemble(Assembly assembly) {
    Maps maps = assembly.maps();
    assembly.add(
        maps.numeral(x).isInteger()
            ? new IntegerDenseCall(this, maps, assembly.batch()).of(assembly.constants().integers())
            : call(assembly));
  }

  private Call call(Assembly assembly) {
    long length = x.area() * x.channels();
    int outputs = output.channels();
    Maps maps = assembly.maps();
    Constants constants = assembly.constants();
    memory.desc source = maps.desc(x, memory.format_tag.ab, assembly.batch(), length);
    inner_product_forward.primitive_desc description =
        new inner_product_forward.primitive_desc(
            Dnnl.ENGINE,
            Dnnl.INFERENCE,
            source,
            maps.desc(x, weightLayout(maps), outputs, length),
            Dnnl.vector(outputs),
            maps.desc(output),
            Dnnl.attributes(Dnnl.append(activation, new post_ops())),
            false);
    memory.desc plain = Dnnl.desc(memory.format_tag.ab, outputs, length);
    return Call.of(
        "dense",
        new inner_product_forward(description),
        description,
        maps.operand(dnnl.DNNL_ARG_SRC, x, source, 0),
        Operand.constant(
            dnnl.DNNL_ARG_WEIGHTS, constants.weights(layer, plain, description.weights_desc())),
        Operand.constant(dnnl.DNNL_ARG_BIAS, Constants.vector(constants.layer(layer).bias())),
        maps.operand(dnnl.DNNL_ARG_DST, output));
  }

  /** Float32 is read as it lies: another layout would take as much memory again. */
  private memory.format_tag weightLayout(Maps maps) {
    return maps.numeral(x).equals(Numeral.FLOAT) ? memory.format_tag.ab : memory.format_tag.any;
  }

  @Override
  public DeviceLayer onDevice() {
    return new DenseLayer(layer, x, output, activation);
  }
}
