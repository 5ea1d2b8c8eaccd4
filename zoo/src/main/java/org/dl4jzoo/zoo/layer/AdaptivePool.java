package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The mean over a grid of size x size bins, whatever the input's size, as PyTorch's
 * AdaptiveAvgPool2d: bin i spans the rows from floor(i h / size) to ceil((i + 1) h / size). NHWC.
 */
public final class AdaptivePool extends MapLayer {

  @JsonProperty private int size;

  /** For JSON. */
  AdaptivePool() {}

  private AdaptivePool(Builder builder) {
    super(builder);
    this.size = builder.size;
  }

  int size() {
    return size;
  }

  @Override
  public long outputChannels() {
    return 0;
  }

  @Override
  StatelessRuntime<?> newLayer(NeuralNetConfiguration conf, DataType type) {
    return new AdaptivePoolRuntime(conf, type);
  }

  @Override
  public InputType getOutputType(int index, InputType type) {
    return FeatureMaps.type(new FeatureMap(1, size, size, FeatureMaps.of(type).getChannels()));
  }

  /** Builder. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends Layer.Builder<Builder> {

    private final int size;

    /** A grid of size x size bins. */
    public Builder(int size) {
      this.size = size;
    }

    @Override
    public AdaptivePool build() {
      return new AdaptivePool(this);
    }
  }
}
