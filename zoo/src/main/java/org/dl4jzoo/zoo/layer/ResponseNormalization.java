package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Local response normalisation across channels, NHWC: x (k + alpha / size * sum of squares)^-beta,
 * alpha divided by the size as Caffe and PyTorch do (and Deeplearning4j's own layer doesn't).
 */
public final class ResponseNormalization extends MapLayer {

  @JsonProperty private int size;
  @JsonProperty private double k;
  @JsonProperty private double alpha;
  @JsonProperty private double beta;

  /** For JSON. */
  ResponseNormalization() {}

  private ResponseNormalization(Builder builder) {
    super(builder);
    this.size = builder.size;
    this.k = builder.k;
    this.alpha = builder.alpha;
    this.beta = builder.beta;
  }

  int size() {
    return size;
  }

  double k() {
    return k;
  }

  double alpha() {
    return alpha;
  }

  double beta() {
    return beta;
  }

  @Override
  public long outputChannels() {
    return 0;
  }

  @Override
  StatelessRuntime<?> newLayer(NeuralNetConfiguration conf, DataType type) {
    return new ResponseNormalizationRuntime(conf, type);
  }

  @Override
  public InputType getOutputType(int index, InputType type) {
    return FeatureMaps.of(type);
  }

  /** Builder. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends Layer.Builder<Builder> {

    private final int size;
    private final double k;
    private final double alpha;
    private final double beta;

    /** Over {@code size} neighbouring channels. */
    public Builder(int size, double k, double alpha, double beta) {
      this.size = size;
      this.k = k;
      this.alpha = alpha;
      this.beta = beta;
    }

    @Override
    public ResponseNormalization build() {
      return new ResponseNormalization(this);
    }
  }
}
