package org.dl4jzoo.app.setting;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Locale;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.dl4jzoo.zoo.training.LearningRateSchedule;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;

/** The values of {@code --optimizer}. */
public enum Optimizer {
  /** Adam with beta 0.9 and 0.999; weight decay is added to the gradient. */
  ADAM,
  /** Gradient descent with Nesterov momentum 0.9; weight decay is added to the gradient. */
  SGD,
  /** Adam with decoupled weight decay (arXiv:1711.05101): learning rate × decay × weight. */
  ADAMW,
  /** RMSProp with decay 0.9; weight decay is added to the gradient. */
  RMSPROP;

  private static final double MOMENTUM = 0.9;
  private static final double RMS_DECAY = 0.9;

  /** A network configuration with this optimizer; biases and batch norm never decay. */
  public NeuralNetConfiguration.Builder configure(
      NeuralNetConfiguration.Builder network, LearningRateSchedule rate, double weightDecay) {
    switch (this) {
      case ADAM, ADAMW -> network.updater(new Adam(rate));
      case SGD -> network.updater(new Nesterovs(rate, MOMENTUM));
      case RMSPROP -> {
        RmsProp updater = new RmsProp(rate);
        updater.setRmsDecay(RMS_DECAY);
        network.updater(updater);
      }
    }
    if (weightDecay > 0 && this == ADAMW) {
      network.weightDecay(weightDecay, true);
    } else if (weightDecay > 0) {
      network.l2(weightDecay);
    }
    return network;
  }

  /**
   * Leaves each layer one weight decay. Deeplearning4j's builder goes over the layers twice, and
   * unlike L2 gives them the decoupled one each time, so weights would decay twice as fast.
   */
  public static void decayOnce(ComputationGraphConfiguration network) {
    for (GraphVertex vertex : network.getVertices().values()) {
      if (vertex instanceof LayerVertex of
          && of.getLayerConf().getLayer() instanceof BaseLayer layer
          && layer.getRegularization() != null) {
        layer.setRegularization(new ArrayList<>(new LinkedHashSet<>(layer.getRegularization())));
      }
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
