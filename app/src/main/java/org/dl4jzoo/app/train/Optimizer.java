package org.dl4jzoo.app.train;

import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
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
  NeuralNetConfiguration.Builder configure(
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

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
