package org.dl4jzoo.zoo.layer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Parameters of a {@link FusedLayer}, one after the other in the flat array, each in c order. */
final class FusedParameters implements ParamInitializer {

  static final FusedParameters INSTANCE = new FusedParameters();

  private FusedParameters() {}

  private static List<LayerParameter> parameters(Layer layer) {
    return ((FusedLayer) layer).parameters();
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return parameters(layer).stream()
        .map(LayerParameter::shape)
        .mapToLong(ArrayUtil::prodLong)
        .sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return parameters(layer).stream().map(LayerParameter::name).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isWeightParam(layer, key)).toList();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isBiasParam(layer, key)).toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return parameters(layer).stream()
        .anyMatch(parameter -> parameter.isWeight() && parameter.name().equals(key));
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return key.equals(FusedLayer.BIAS);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray flat, boolean initialize) {
    FusedLayer layer = (FusedLayer) conf.getLayer();
    Map<String, INDArray> table = Collections.synchronizedMap(views(layer, flat));
    for (LayerParameter parameter : layer.parameters()) {
      conf.addVariable(parameter.name());
      if (initialize) {
        parameter.initialize(table.get(parameter.name()), layer.getWeightInitFn());
      }
    }
    return table;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    return views((FusedLayer) conf.getLayer(), flat);
  }

  private static Map<String, INDArray> views(FusedLayer layer, INDArray flat) {
    INDArray values = flat.reshape(flat.length());
    Map<String, INDArray> table = new LinkedHashMap<>();
    long start = 0;
    for (LayerParameter parameter : layer.parameters()) {
      long end = start + ArrayUtil.prodLong(parameter.shape());
      INDArray view = values.get(NDArrayIndex.interval(start, end));
      table.put(parameter.name(), view.reshape('c', parameter.shape()));
      start = end;
    }
    return table;
  }
}
