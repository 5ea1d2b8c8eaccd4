package org.dl4jzoo.zoo.layer;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Configuration of a layer with parameters on feature maps, NHWC, which may end in batch
 * normalisation, an activation or both. Only weights are decayed; running statistics follow the
 * batches and no updater.
 */
public abstract class FusedLayer extends FeedForwardLayer implements OutputChannels {

  /** Key of the weights, [out, in / groups, kernel, kernel]; none where there is only a norm. */
  public static final String WEIGHTS = "W";

  /** Key of the bias, [out]. */
  public static final String BIAS = "b";

  /** Key of the scale of the norm, [out]. */
  public static final String GAMMA = "gamma";

  /** Key of the shift of the norm, [out]. */
  public static final String BETA = "beta";

  /** Key of the running mean, [out]. */
  public static final String MEAN = "mean";

  /** Key of the running variance, [out]. */
  public static final String VARIANCE = "var";

  @JsonProperty private boolean normalized;
  @JsonProperty private double eps;
  @JsonProperty private double decay;
  @JsonProperty private boolean statisticsFixed;
  @JsonProperty private Activation activation = Activation.IDENTITY;

  /** For JSON. */
  FusedLayer() {}

  FusedLayer(Builder<?> builder) {
    super(builder);
    this.normalized = builder.normalized;
    this.eps = builder.eps;
    this.decay = builder.decay;
    this.activation = builder.activation;
  }

  /** Whether the output is batch-normalised. */
  public final boolean normalized() {
    return normalized;
  }

  /** What batch normalisation adds to the variance. */
  public final double eps() {
    return eps;
  }

  /** The share of the old running statistics that a batch leaves: 1 - momentum of PyTorch. */
  public final double decay() {
    return decay;
  }

  /** Whether training normalises by the running statistics, which then stay as they are. */
  public final boolean statisticsFixed() {
    return statisticsFixed;
  }

  /**
   * Fixes the running statistics of all layers: training of a network made from this configuration
   * normalises by them and doesn't change them.
   */
  public static void fixStatistics(ComputationGraphConfiguration network) {
    for (GraphVertex vertex : network.getVertices().values()) {
      if (vertex instanceof LayerVertex of
          && of.getLayerConf().getLayer() instanceof FusedLayer layer) {
        layer.statisticsFixed = true;
      }
    }
  }

  /** What the layer ends with. */
  public final Activation activation() {
    return activation;
  }

  /** The parameters, in the order of the flat array. */
  abstract List<LayerParameter> parameters();

  /** The parameters of batch normalisation of so many channels. */
  static List<LayerParameter> normParameters(long channels) {
    return List.of(
        LayerParameter.constant(GAMMA, 1, channels),
        LayerParameter.constant(BETA, 0, channels),
        LayerParameter.constant(MEAN, 0, channels),
        LayerParameter.constant(VARIANCE, 1, channels));
  }

  @Override
  public final long outputChannels() {
    return nOut;
  }

  abstract FusedRuntime<?> newLayer(NeuralNetConfiguration conf, DataType type);

  /** As {@link MapLayer} does it, with parameters; Deeplearning4j has two bases for the two. */
  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    FusedRuntime<?> layer = newLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return FusedParameters.INSTANCE;
  }

  @Override
  public void setNIn(InputType type, boolean override) {
    if (nIn <= 0 || override) {
      nIn = FeatureMaps.of(type).getChannels();
    }
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType type) {
    return null;
  }

  @Override
  public List<Regularization> getRegularizationByParam(String name) {
    return initializer().isWeightParam(this, name) ? regularization : null;
  }

  @Override
  public IUpdater getUpdaterByParam(String name) {
    return isStatistic(name) ? new NoOp() : super.getUpdaterByParam(name);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType type) {
    return FeatureMaps.memoryReport(this, type, initializer().numParams(this));
  }

  static boolean isStatistic(String name) {
    return name.equals(MEAN) || name.equals(VARIANCE);
  }

  /** Builder of the settings that all such layers share. */
  public abstract static class Builder<T extends Builder<T>> extends FeedForwardLayer.Builder<T> {

    private boolean normalized;
    private double eps;
    private double decay;
    private Activation activation = Activation.IDENTITY;

    /** Ends the layer with batch normalisation. */
    public T normalized(double newEps, double newDecay) {
      normalized = true;
      eps = newEps;
      decay = newDecay;
      return self();
    }

    /** Ends the layer with an activation. */
    public T activation(Activation newActivation) {
      activation = newActivation;
      return self();
    }

    @SuppressWarnings("unchecked")
    private T self() {
      return (T) this;
    }
  }
}
