package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.lrn_backward;
import org.bytedeco.dnnl.lrn_forward;
import org.bytedeco.dnnl.memory;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.ResponseNorm;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Local response normalisation; oneDNN divides alpha by the size, as the paper's authors do. */
final class OnednnResponseNorm implements ResponseNorm {

  private static final dnnl.algorithm ACROSS = dnnl.algorithm.lrn_across_channels;

  private final memory x;
  private final memory y;
  private final memory dx;
  private final memory dy;
  private final Primitive forward;
  private final Primitive backward;

  OnednnResponseNorm(FeatureMap shape, int size, double k, double alpha, double beta) {
    memory.desc map = Onednn.desc(shape);
    this.x = Onednn.view(map);
    this.y = Onednn.view(map);
    this.dx = Onednn.view(map);
    this.dy = Onednn.view(map);
    Constants constants = new Constants(size, (float) alpha, (float) beta, (float) k);
    lrn_forward.primitive_desc description = constants.forward(map);
    lrn_backward.primitive_desc backwardDescription = constants.backward(map, description);
    memory.desc kept = description.workspace_desc();
    memory workspace = kept.get_size() > 0 ? Onednn.owned(kept) : Onednn.view(kept);
    this.forward =
        new Primitive(new lrn_forward(description), description)
            .with(dnnl.DNNL_ARG_SRC, x)
            .with(dnnl.DNNL_ARG_DST, y)
            .with(dnnl.DNNL_ARG_WORKSPACE, workspace);
    this.backward =
        new Primitive(new lrn_backward(backwardDescription), backwardDescription)
            .with(dnnl.DNNL_ARG_SRC, x)
            .with(dnnl.DNNL_ARG_DIFF_DST, dy)
            .with(dnnl.DNNL_ARG_DIFF_SRC, dx)
            .with(dnnl.DNNL_ARG_WORKSPACE, workspace);
  }

  @Override
  public void forward(INDArray input, INDArray output) {
    Onednn.bind(x, input);
    Onednn.bind(y, output);
    forward.run();
  }

  @Override
  public void backward(INDArray input, INDArray outputGradient, INDArray inputGradient) {
    Onednn.bind(x, input);
    Onednn.bind(dy, outputGradient);
    Onednn.bind(dx, inputGradient);
    backward.run();
  }

  private record Constants(int size, float alpha, float beta, float k) {

    lrn_forward.primitive_desc forward(memory.desc map) {
      return new lrn_forward.primitive_desc(
          Onednn.ENGINE,
          dnnl.prop_kind.forward_training,
          ACROSS,
          map,
          map,
          size,
          alpha,
          beta,
          k,
          Onednn.attributes(),
          false);
    }

    lrn_backward.primitive_desc backward(memory.desc map, lrn_forward.primitive_desc forward) {
      return new lrn_backward.primitive_desc(
          Onednn.ENGINE,
          ACROSS,
          map,
          map,
          map,
          size,
          alpha,
          beta,
          k,
          forward,
          Onednn.attributes(),
          false);
    }
  }
}
