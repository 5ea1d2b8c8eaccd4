package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Turns maps in blocks of channels into NHWC ones, before a layer that can't read blocks; an NHWC
 * map passes unchanged.
 */
public final class EndBlocks extends MapLayer {

  @JsonProperty private long channels;

  /** For JSON. */
  EndBlocks() {}

  private EndBlocks(Builder builder) {
    super(builder);
    this.channels = builder.channels;
  }

  @Override
  public long outputChannels() {
    return channels;
  }

  @Override
  StatelessRuntime<?> newLayer(NeuralNetConfiguration conf, DataType type) {
    return new EndBlocksRuntime(conf, type);
  }

  @Override
  public InputType getOutputType(int index, InputType type) {
    return FeatureMaps.of(type);
  }

  /** Builder. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends Layer.Builder<Builder> {

    private final long channels;

    /**
     * For maps of so many channels: an array in blocks doesn't tell whether its last block is full.
     */
    public Builder(long channels) {
      this.channels = channels;
    }

    @Override
    public EndBlocks build() {
      return new EndBlocks(this);
    }
  }
}
