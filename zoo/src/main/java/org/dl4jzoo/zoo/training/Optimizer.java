package org.dl4jzoo.zoo.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

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

  /** Deeplearning4j's configuration of it. */
  IUpdater updater(LearningRate rate) {
    IUpdater updater =
        switch (this) {
          case ADAM, ADAMW -> new Adam();
          case SGD -> new Nesterovs(MOMENTUM);
          case RMSPROP -> {
            RmsProp rmsProp = new RmsProp();
            rmsProp.setRmsDecay(RMS_DECAY);
            yield rmsProp;
          }
        };
    updater.setLrAndSchedule(Double.NaN, rate);
    return updater;
  }

  /** What it does to weights besides; Deeplearning4j applies that to weights only. */
  List<Regularization> regularization(double weightDecay) {
    List<Regularization> regularization = new ArrayList<>();
    if (weightDecay > 0) {
      regularization.add(
          this == ADAMW ? new WeightDecay(weightDecay, true) : new L2Regularization(weightDecay));
    }
    return regularization;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
