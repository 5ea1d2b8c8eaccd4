package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.lrn_forward;
import org.bytedeco.dnnl.memory;
import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.device.network.ResponseNormLayer;
import org.dl4jzoo.zoo.program.Value;

/** Local response normalisation over neighbouring channels; alpha is divided by the size. */
public record ResponseNorm(Value x, Value output, int size, double k, double alpha, double beta)
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
  public ResponseNorm reading(UnaryOperator<Value> other) {
    return new ResponseNorm(other.apply(x), output, size, k, alpha, beta);
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
    return NarrowForm.NONE;
  }

  @Override
  public void assemble(Assembly assembly) {
    memory.desc map = assembly.maps().desc(x);
    lrn_forward.primitive_desc description =
        new lrn_forward.primitive_desc(
            Dnnl.ENGINE,
            Dnnl.INFERENCE,
            dnnl.algorithm.lrn_across_channels,
            map,
            map,
            size,
            (float) alpha,
            (float) beta,
            (float) k,
            Dnnl.attributes(),
            false);
    assembly.add(
        Call.of(
            "response norm",
            new lrn_forward(description),
            description,
            assembly.maps().operand(dnnl.DNNL_ARG_SRC, x),
            assembly.maps().operand(dnnl.DNNL_ARG_DST, output)));
  }

  @Override
  public DeviceLayer onDevice() {
    return new ResponseNormLayer(x, output, new Norms.Response(size, k, alpha, beta));
  }
}
