package org.dl4jzoo.zoo.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/** Batch normalisation and an activation as one layer, NHWC. */
public final class NormBlock extends FusedLayer {

  /** For JSON. */
  NormBlock() {}

  private NormBlock(Builder builder) {
    super(builder);
  }

  @Override
  List<LayerParameter> parameters() {
    return normParameters(nIn);
  }

  @Override
  NormBlockRuntime newLayer(NeuralNetConfiguration conf, DataType type) {
    return new NormBlockRuntime(conf, type);
  }

  @Override
  public void setNIn(InputType type, boolean override) {
    super.setNIn(type, override);
    nOut = nIn;
  }

  @Override
  public InputType getOutputType(int index, InputType type) {
    return FeatureMaps.of(type);
  }

  /** Builder; {@code normalized} must be called. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends FusedLayer.Builder<Builder> {
    @Override
    public NormBlock build() {
      return new NormBlock(this);
    }
  }
}
