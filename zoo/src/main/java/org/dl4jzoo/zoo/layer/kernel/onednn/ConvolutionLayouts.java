package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.GroupMerge;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/** A convolution's shape in oneDNN's terms. */
final class ConvolutionLayouts {

  private final GroupMerge groups;
  private final ConvolutionShape shape;
  private final memory.data_type products;
  private final memory.desc source;
  private final memory.desc target;
  private final memory.desc bias;
  private final memory.desc plainWeights;

  /** Of a convolution that multiplies values of the type {@code products}. */
  ConvolutionLayouts(ConvolutionShape own, memory.data_type products) {
    this.groups = GroupMerge.of(own);
    this.shape = groups.merged();
    this.products = products;
    // From an NHWC image straight into blocks oneDNN has only a reference kernel.
    this.source =
        shape.intoBlocks()
            ? Onednn.desc(shape.in(), products, memory.format_tag.nchw)
            : Onednn.desc(shape.in(), products);
    this.target = Onednn.desc(shape.output());
    this.bias = Onednn.vector(shape.out());
    this.plainWeights = plainWeights(shape);
  }

  /** Weights as parameters lie, groups apart. */
  static memory.desc plainWeights(ConvolutionShape shape) {
    return shape.groups() > 1
        ? Onednn.desc(memory.format_tag.goihw, shape.groupedWeights())
        : Onednn.desc(memory.format_tag.oihw, shape.weights());
  }

  /** The input as it is multiplied. */
  memory.desc source() {
    return source;
  }

  /** The input as it lies in its array. */
  memory.desc plainSource() {
    return Onednn.desc(shape.in());
  }

  memory.desc target() {
    return target;
  }

  memory.desc targetOfProducts() {
    return Onednn.desc(shape.output(), products);
  }

  memory.desc bias() {
    return bias;
  }

  memory.desc biasOrNone(boolean biased) {
    return biased ? bias : new memory.desc();
  }

  /** The weights as they lie in the parameters, but with merged groups. */
  memory.desc plainWeights() {
    return plainWeights;
  }

  /** The weights, from and to their array, as a primitive wants them. */
  Arranged weights(memory.desc wanted) {
    return groups.merges()
        ? new Arranged(new MergedGroups(groups), wanted, Scratch.WEIGHTS)
        : new Arranged(plainWeights, wanted, Scratch.WEIGHTS);
  }

  /** The weights in whatever layout oneDNN likes best. */
  memory.desc anyWeights(memory.data_type type) {
    return new memory.desc(plainWeights.get_dims(), type, memory.format_tag.any);
  }

  long[] strides() {
    return new long[] {shape.stride(), shape.stride()};
  }

  long[] paddingStart() {
    Insets padding = shape.padding();
    return new long[] {padding.top(), padding.left()};
  }

  long[] paddingEnd() {
    Insets padding = shape.padding();
    return new long[] {padding.bottom(), padding.right()};
  }

  /** The input, from its array. */
  Arranged input() {
    return new Arranged(plainSource(), source, Scratch.MAPS);
  }

  /**
   * Whether oneDNN has a kernel for them. It has a reference for all, a hundred times as slow, such
   * as for AlexNet's first convolution into blocks of 8.
   */
  boolean areFast() {
    convolution_forward.primitive_desc description =
        forward(dnnl.prop_kind.forward_training, new post_ops(), true);
    return !description.impl_info_str().getString().startsWith("ref");
  }

  convolution_forward.primitive_desc forward(
      dnnl.prop_kind kind, post_ops operations, boolean biased) {
    primitive_attr attributes = Onednn.attributes();
    attributes.set_post_ops(operations);
    return ThinInput.chosen(
        shape.in().channels(),
        () ->
            new convolution_forward.primitive_desc(
                Onednn.ENGINE,
                kind,
                dnnl.algorithm.convolution_direct,
                source,
                anyWeights(products),
                biasOrNone(biased),
                target,
                strides(),
                paddingStart(),
                paddingEnd(),
                attributes,
                false));
  }
}
