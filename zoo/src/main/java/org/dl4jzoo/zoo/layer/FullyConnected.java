package org.dl4jzoo.zoo.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A fully connected layer with bias and activation, [N,in] to [N,out]. Parameters have the names,
 * shapes and order of Deeplearning4j's {@code DenseLayer}: W, [in,out] in f order, and b.
 */
public final class FullyConnected extends FeedForwardLayer {

  @JsonProperty private Activation activation = Activation.IDENTITY;

  /** For JSON. */
  FullyConnected() {}

  private FullyConnected(Builder builder) {
    super(builder);
    this.activation = builder.activation;
  }

  /** What the layer ends with. */
  public Activation activation() {
    return activation;
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    FullyConnectedRuntime layer = new FullyConnectedRuntime(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return DefaultParamInitializer.getInstance();
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType type) {
    InputType output = getOutputType(-1, type);
    long parameters = initializer().numParams(this);
    return new LayerMemoryReport.Builder(layerName, FullyConnected.class, type, output)
        .standardMemory(parameters, parameters)
        .workingMemory(0, 0, output.arrayElementsPerExample(), output.arrayElementsPerExample())
        .cacheMemory(0, 0)
        .build();
  }

  /** Builder. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {

    private Activation activation = Activation.IDENTITY;

    /** Ends the layer with an activation. */
    public Builder activation(Activation newActivation) {
      activation = newActivation;
      return this;
    }

    @Override
    public FullyConnected build() {
      return new FullyConnected(this);
    }
  }
}
