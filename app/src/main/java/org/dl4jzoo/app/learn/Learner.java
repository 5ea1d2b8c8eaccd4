package org.dl4jzoo.app.learn;

import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.training.TrainingBatch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a network. It may keep parameters, their average and the optimizer's state elsewhere than
 * in the network's arrays; {@link #bring} copies them there. The updates are counted in the network
 * in any case, as its iterations.
 */
public interface Learner extends AutoCloseable {

  /** The network that is trained. */
  ComputationGraph network();

  /**
   * Computes the gradient of a batch, and updates the parameters where the step ends with it. The
   * gradient of a step is that of the mean loss of all its images.
   *
   * @param seed decides what dropout zeroes
   * @param update whether the step ends with this batch
   * @param next gives the batch of the next call, if there is one; a device asks while it computes
   *     this one, so that the next is copied meanwhile
   * @return what went into the first classifier's softmax, [N,K], before the update
   */
  INDArray learn(
      TrainingBatch batch, long seed, boolean update, Supplier<Optional<TrainingBatch>> next);

  /**
   * The same of a batch that no other is known to follow.
   *
   * @param images [N,H,W,C], or what else the network takes
   * @param targets [N,K], for every classifier that the network has
   */
  default INDArray learn(INDArray images, INDArray targets, long seed, boolean update) {
    return learn(new TrainingBatch(images, targets), seed, update, Optional::empty);
  }

  /**
   * The Euclidean norm of the last step's gradient, that of the mean loss, before it is clipped;
   * the steps of batch norm's running statistics count in it. 0 before the first step.
   */
  double gradientNorm();

  /** Whether no parameter is NaN or infinite. */
  boolean isFinite();

  /** What goes into the first classifier's softmax in inference, [N,K]. */
  default INDArray logits(INDArray images) {
    return logits(images, Optional::empty);
  }

  /**
   * The same.
   *
   * @param next gives the images of the next call, if there is one; a device asks while it computes
   */
  INDArray logits(INDArray images, Supplier<Optional<INDArray>> next);

  /**
   * Does something while the parameters, the network's arrays included, are the averaged ones; just
   * does it, with the parameters brought, if they are not averaged.
   */
  void withAverage(Runnable work);

  /** The averaged parameters, [1,P] as the network's; null if they are not averaged. */
  INDArray average();

  /** Copies parameters and optimizer's state into the network's arrays. */
  void bring();

  /** Frees what it has besides the network, which keeps what was last brought. */
  @Override
  void close();
}
