package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Puts channels side by side again, NHWC, where training lays them in blocks and the next layer
 * can't take those; elsewhere it hands on what it gets.
 */
public final class EndBlocks extends MapLayer {

  @JsonProperty private long channels;

  /** For JSON. */
  EndBlocks() {}

  private EndBlocks(Builder builder) {
    super(builder);
    this.channels = builder.channels;
  }

  long channels() {
    return channels;
  }

  @Override
  StatelessLayer<?> newLayer(NeuralNetConfiguration conf, DataType type) {
    return new EndBlocksLayer(conf, type);
  }

  @Override
  public InputType getOutputType(int index, InputType type) {
    return FeatureMaps.of(type);
  }

  /** Builder. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends Layer.Builder<Builder> {

    private final long channels;

    /** Of maps of so many channels; blocks don't tell if the last one is full. */
    public Builder(long channels) {
      this.channels = channels;
    }

    @Override
    public EndBlocks build() {
      return new EndBlocks(this);
    }
  }
}
