package org.dl4jzoo.zoo.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/** Batch normalisation and an activation as one layer, NHWC. */
public final class NormBlock extends Block {

  /** For JSON. */
  NormBlock() {}

  private NormBlock(Builder builder) {
    super(builder);
  }

  static Map<String, long[]> parameterShapes(long channels) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (String name : new String[] {GAMMA, BETA, MEAN, VARIANCE}) {
      shapes.put(name, new long[] {channels});
    }
    return shapes;
  }

  @Override
  Map<String, long[]> parameterShapes() {
    return parameterShapes(nIn);
  }

  @Override
  double[] fans() {
    return new double[] {nIn, nIn};
  }

  @Override
  NormBlockLayer newLayer(NeuralNetConfiguration conf, DataType type) {
    return new NormBlockLayer(conf, type);
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
  public static final class Builder extends Block.Builder<Builder> {
    @Override
    public NormBlock build() {
      return new NormBlock(this);
    }
  }
}
