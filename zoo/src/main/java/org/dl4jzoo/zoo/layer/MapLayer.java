package org.dl4jzoo.zoo.layer;

import java.util.Collection;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Configuration of a layer on feature maps, NHWC, that has no parameters. */
abstract class MapLayer extends NoParamLayer implements OutputChannels {

  /** For JSON. */
  MapLayer() {}

  MapLayer(Layer.Builder<?> builder) {
    super(builder);
  }

  abstract StatelessRuntime<?> newLayer(NeuralNetConfiguration conf, DataType type);

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    StatelessRuntime<?> layer = newLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    return layer;
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType type) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType type) {
    return FeatureMaps.memoryReport(this, type, 0);
  }
}
