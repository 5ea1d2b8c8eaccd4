package org.dl4jzoo.zoo.compiled;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.lrn_forward;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.softmax_forward;
import org.dl4jzoo.zoo.layer.kernel.Bins;

/**
 * Makes the calls of a program for batches of one size. oneDNN describes each kind of primitive by
 * a class of its own with all that it takes, so that the methods are of one shape.
 */
final class Assembler implements InstructionVisitor {

  private static final dnnl.prop_kind INFERENCE = dnnl.prop_kind.forward_inference;

  private final Maps maps;
  private final Placement placement;
  private final Constants constants;
  private final int batch;
  private final List<Call> calls = new ArrayList<>();

  private Assembler(Maps maps, Placement placement, Constants constants, int batch) {
    this.maps = maps;
    this.placement = placement;
    this.constants = constants;
    this.batch = batch;
  }

  /** The calls of a program. */
  static List<Call> calls(
      Program program, Layouts layouts, Placement placement, Constants constants, int batch) {
    Maps maps = new Maps(program, layouts, placement, batch);
    Assembler assembler = new Assembler(maps, placement, constants, batch);
    program.instructions().forEach(instruction -> instruction.accept(assembler));
    return assembler.calls;
  }

  @Override
  public void convolution(Convolution convolution) {
    calls.add(ConvolutionCall.of(convolution, maps, constants, batch));
  }

  /** Image by image where they lie apart, for which oneDNN has only a reference kernel. */
  @Override
  public void norm(Instruction.Norm norm) {
    Value x = norm.x();
    LayerWeights.Norm parameters = constants.layer(norm.layer()).norm();
    boolean apart = placement.isPart(x) || placement.isPart(norm.output());
    memory.desc map = apart ? maps.image(x) : maps.desc(x);
    int flags =
        normalization_flags.use_scale.value
            | normalization_flags.use_shift.value
            | normalization_flags.use_global_stats.value;
    batch_normalization_forward.primitive_desc description =
        new batch_normalization_forward.primitive_desc(
            Dnnl.ENGINE,
            INFERENCE.value,
            map,
            map,
            (float) norm.eps(),
            flags,
            Dnnl.attributes(Dnnl.append(norm.activation(), new post_ops())),
            false);
    Operand[] fixed = {
      Operand.constant(dnnl.DNNL_ARG_SCALE, constants.vector(parameters.gamma())),
      Operand.constant(dnnl.DNNL_ARG_SHIFT, constants.vector(parameters.beta())),
      Operand.constant(dnnl.DNNL_ARG_MEAN, constants.vector(parameters.mean())),
      Operand.constant(dnnl.DNNL_ARG_VARIANCE, constants.vector(parameters.variance()))
    };
    batch_normalization_forward primitive = new batch_normalization_forward(description);
    for (int image = 0; image < (apart ? batch : 1); image++) {
      calls.add(
          Call.of(
              "batch norm",
              primitive,
              description,
              maps.operand(dnnl.DNNL_ARG_SRC, x, map, image),
              maps.operand(dnnl.DNNL_ARG_DST, norm.output(), map, image),
              fixed[0],
              fixed[1],
              fixed[2],
              fixed[3]));
    }
  }

  @Override
  public void sum(Instruction.Sum sum) {
    binary.primitive_desc description =
        new binary.primitive_desc(
            Dnnl.ENGINE,
            dnnl.algorithm.binary_add,
            maps.desc(sum.left()),
            maps.desc(sum.right()),
            maps.desc(sum.output()),
            Dnnl.attributes(Dnnl.append(sum.activation(), new post_ops())),
            false);
    calls.add(
        Call.of(
            "add",
            new binary(description),
            description,
            maps.operand(dnnl.DNNL_ARG_SRC_0, sum.left()),
            maps.operand(dnnl.DNNL_ARG_SRC_1, sum.right()),
            maps.operand(dnnl.DNNL_ARG_DST, sum.output())));
  }

  /** Copies the parts that don't lie in it already. */
  @Override
  public void join(Instruction.Join join) {
    int start = 0;
    for (Value part : join.inputs()) {
      if (!maps.liesAt(part, join.output(), start)) {
        memory.desc target = maps.part(part, join.output(), start);
        Operand operand = maps.operand(dnnl.DNNL_ARG_TO, join.output(), target, 0);
        copy(maps.operand(dnnl.DNNL_ARG_FROM, part), operand);
      }
      start += part.channels();
    }
  }

  private void copy(Operand from, Operand to) {
    reorder.primitive_desc description =
        new reorder.primitive_desc(
            Dnnl.ENGINE, from.desc(), Dnnl.ENGINE, to.desc(), Dnnl.attributes(), false);
    calls.add(Call.of("copy", new reorder(description), description, from, to));
  }

  @Override
  public void relayout(Instruction.Relayout relayout) {
    copy(
        maps.operand(dnnl.DNNL_ARG_FROM, relayout.x()),
        maps.operand(dnnl.DNNL_ARG_TO, relayout.output()));
  }

  @Override
  public void pool(Instruction.Pool pool) {
    memory.desc source = maps.desc(pool.x());
    memory.desc target =
        pool.output().vector() ? maps.pixelLike(pool.x(), pool.output()) : maps.desc(pool.output());
    pooling_forward.primitive_desc description =
        new pooling_forward.primitive_desc(
            Dnnl.ENGINE,
            INFERENCE,
            pool.max() ? dnnl.algorithm.pooling_max : dnnl.algorithm.pooling_avg_exclude_padding,
            source,
            target,
            Dnnl.both(pool.stride()),
            new long[] {pool.kernelHeight(), pool.kernelWidth()},
            new long[] {0, 0},
            Dnnl.start(pool.padding()),
            Dnnl.end(pool.padding()),
            Dnnl.attributes(),
            false);
    calls.add(
        Call.of(
            "pooling",
            new pooling_forward(description),
            description,
            maps.operand(dnnl.DNNL_ARG_SRC, pool.x()),
            maps.operand(dnnl.DNNL_ARG_DST, pool.output(), target, 0)));
  }

  /** A matrix of means times the pixels of each image: bins overlap, which no pooling knows. */
  @Override
  public void binMeans(Instruction.BinMeans means) {
    Value x = means.x();
    Value y = means.output();
    memory.desc bins = Dnnl.desc(memory.format_tag.abc, 1, y.area(), x.area());
    memory.desc pixels = Dnnl.desc(memory.format_tag.abc, batch, x.area(), x.channels());
    memory.desc target = Dnnl.desc(memory.format_tag.abc, batch, y.area(), y.channels());
    matmul.primitive_desc description =
        new matmul.primitive_desc(Dnnl.ENGINE, bins, pixels, target, Dnnl.attributes(), false);
    calls.add(
        Call.of(
            "pooling",
            new matmul(description),
            description,
            Operand.constant(dnnl.DNNL_ARG_SRC, Dnnl.copy(bins, shares(x, y))),
            maps.operand(dnnl.DNNL_ARG_WEIGHTS, x, pixels, 0),
            maps.operand(dnnl.DNNL_ARG_DST, y, target, 0)));
  }

  private static float[] shares(Value map, Value bins) {
    double[] means = new Bins(map.height(), map.width(), bins.height(), bins.width()).means();
    float[] shares = new float[means.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) means[i];
    }
    return shares;
  }

  /** On the weights as they lie: another layout would take as much memory again. */
  @Override
  public void dense(Instruction.Dense dense) {
    Value x = dense.x();
    long length = x.area() * x.channels();
    int outputs = dense.output().channels();
    memory.desc source = Dnnl.desc(memory.format_tag.ab, batch, length);
    memory.desc weights = Dnnl.desc(memory.format_tag.ab, outputs, length);
    memory.desc target = maps.desc(dense.output());
    inner_product_forward.primitive_desc description =
        new inner_product_forward.primitive_desc(
            Dnnl.ENGINE,
            INFERENCE,
            source,
            weights,
            Dnnl.vector(outputs),
            target,
            Dnnl.attributes(Dnnl.append(dense.activation(), new post_ops())),
            false);
    LayerWeights.Layer layer = constants.layer(dense.layer());
    calls.add(
        Call.of(
            "dense",
            new inner_product_forward(description),
            description,
            maps.operand(dnnl.DNNL_ARG_SRC, x, source, 0),
            Operand.constant(dnnl.DNNL_ARG_WEIGHTS, Dnnl.view(weights, layer.weights())),
            Operand.constant(dnnl.DNNL_ARG_BIAS, constants.vector(layer.bias())),
            maps.operand(dnnl.DNNL_ARG_DST, dense.output())));
  }

  @Override
  public void responseNorm(Instruction.ResponseNorm norm) {
    memory.desc map = maps.desc(norm.x());
    lrn_forward.primitive_desc description =
        new lrn_forward.primitive_desc(
            Dnnl.ENGINE,
            INFERENCE,
            dnnl.algorithm.lrn_across_channels,
            map,
            map,
            norm.size(),
            (float) norm.alpha(),
            (float) norm.beta(),
            (float) norm.k(),
            Dnnl.attributes(),
            false);
    calls.add(
        Call.of(
            "response norm",
            new lrn_forward(description),
            description,
            maps.operand(dnnl.DNNL_ARG_SRC, norm.x()),
            maps.operand(dnnl.DNNL_ARG_DST, norm.output())));
  }

  @Override
  public void softmax(Instruction.Softmax softmax) {
    memory.desc vectors = maps.desc(softmax.x());
    softmax_forward.primitive_desc description =
        new softmax_forward.primitive_desc(
            Dnnl.ENGINE,
            INFERENCE,
            dnnl.algorithm.softmax_accurate,
            vectors,
            vectors,
            1,
            Dnnl.attributes(),
            false);
    calls.add(
        Call.of(
            "softmax",
            new softmax_forward(description),
            description,
            maps.operand(dnnl.DNNL_ARG_SRC, softmax.x()),
            maps.operand(dnnl.DNNL_ARG_DST, softmax.output())));
  }
}
