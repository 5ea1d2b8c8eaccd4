package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Maximum or mean over windows of a feature map, NHWC, or over the whole map, which gives [N,C].
 * Padding enters neither the maximum nor the mean.
 */
public final class Pool extends MapLayer {

  @JsonProperty private boolean max;
  @JsonProperty private boolean global;
  @JsonProperty private int kernelSize;
  @JsonProperty private int stride = 1;
  @JsonProperty private int paddingTop;
  @JsonProperty private int paddingBottom;
  @JsonProperty private int paddingLeft;
  @JsonProperty private int paddingRight;
  @JsonProperty private long channels;

  /** For JSON. */
  Pool() {}

  private Pool(Builder builder) {
    super(builder);
    this.max = builder.max;
    this.global = builder.kernelSize == 0;
    this.kernelSize = builder.kernelSize;
    this.stride = builder.stride;
    this.paddingTop = builder.padding.top();
    this.paddingBottom = builder.padding.bottom();
    this.paddingLeft = builder.padding.left();
    this.paddingRight = builder.padding.right();
  }

  @Override
  public long outputChannels() {
    return channels;
  }

  boolean max() {
    return max;
  }

  boolean global() {
    return global;
  }

  PoolingShape shape(FeatureMap in) {
    return global
        ? new PoolingShape(in, max, in.height(), in.width(), 1, Insets.NONE)
        : new PoolingShape(
            in,
            max,
            kernelSize,
            kernelSize,
            stride,
            new Insets(paddingTop, paddingBottom, paddingLeft, paddingRight));
  }

  @Override
  StatelessRuntime<?> newLayer(NeuralNetConfiguration conf, DataType type) {
    return new PoolRuntime(conf, type);
  }

  @Override
  public void setNIn(InputType type, boolean override) {
    channels = FeatureMaps.of(type).getChannels();
  }

  @Override
  public InputType getOutputType(int index, InputType type) {
    FeatureMap out = shape(FeatureMaps.shape(type)).output();
    return global ? InputType.feedForward(out.channels()) : FeatureMaps.type(out);
  }

  /** Builder. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends Layer.Builder<Builder> {

    private final boolean max;
    private final int kernelSize;
    private final int stride;
    private Insets padding = Insets.NONE;

    private Builder(boolean max, int kernelSize, int stride) {
      this.max = max;
      this.kernelSize = kernelSize;
      this.stride = stride;
    }

    /** Over square windows. */
    public static Builder windows(boolean max, int kernelSize, int stride) {
      return new Builder(max, kernelSize, stride);
    }

    /** Over the whole map. */
    public static Builder global(boolean max) {
      return new Builder(max, 0, 1);
    }

    /** Adds pixels around the input. */
    public Builder padding(Insets newPadding) {
      padding = newPadding;
      return this;
    }

    @Override
    public Pool build() {
      return new Pool(this);
    }
  }
}
