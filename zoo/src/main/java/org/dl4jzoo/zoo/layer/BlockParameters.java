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

/** Parameters of a {@link Block}, one after the other in the flat array, each in c order. */
final class BlockParameters implements ParamInitializer {

  static final BlockParameters INSTANCE = new BlockParameters();

  private BlockParameters() {}

  private static Map<String, long[]> shapes(Layer layer) {
    return ((Block) layer).parameterShapes();
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return shapes(layer).values().stream().mapToLong(ArrayUtil::prodLong).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.copyOf(shapes(layer).keySet());
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
    return key.equals(Block.WEIGHTS);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return key.equals(Block.BIAS);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray flat, boolean initialize) {
    Block block = (Block) conf.getLayer();
    Map<String, INDArray> table = Collections.synchronizedMap(views(block, flat));
    table.keySet().forEach(conf::addVariable);
    if (initialize) {
      table.forEach((key, view) -> initialize(block, key, view));
    }
    return table;
  }

  private static void initialize(Block block, String key, INDArray view) {
    switch (key) {
      case Block.WEIGHTS -> {
        double[] fans = block.fans();
        INDArray flat = view.reshape(view.length());
        block.getWeightInitFn().init(fans[0], fans[1], view.shape(), 'c', flat);
      }
      case Block.GAMMA, Block.VARIANCE -> view.assign(1);
      default -> view.assign(0);
    }
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    return views((Block) conf.getLayer(), flat);
  }

  private static Map<String, INDArray> views(Block block, INDArray flat) {
    INDArray values = flat.reshape(flat.length());
    Map<String, INDArray> table = new LinkedHashMap<>();
    long start = 0;
    for (Map.Entry<String, long[]> entry : block.parameterShapes().entrySet()) {
      long end = start + ArrayUtil.prodLong(entry.getValue());
      INDArray view = values.get(NDArrayIndex.interval(start, end));
      table.put(entry.getKey(), view.reshape('c', entry.getValue()));
      start = end;
    }
    return table;
  }
}
