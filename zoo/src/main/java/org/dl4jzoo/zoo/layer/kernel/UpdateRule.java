package org.dl4jzoo.zoo.layer.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An optimiser's arithmetic, in one pass over memory. */
public interface UpdateRule {

  /**
   * Replaces gradients by what is to be subtracted from the parameters, and updates the state.
   *
   * @param gradientScale what gradients are multiplied by first, as 1 / batch size
   * @param iteration number of steps done before, for Adam's bias correction
   */
  void apply(Stretch stretch, double gradientScale, double learningRate, int iteration);

  /**
   * Parameters that lie together and are treated alike; all arrays are vectors of one length.
   *
   * @param state what the optimiser keeps of each, in Deeplearning4j's order
   * @param l2 times the parameter is added to its gradient
   * @param decoupledDecay times learning rate and parameter is added to what is subtracted
   */
  record Stretch(
      INDArray parameters,
      INDArray gradients,
      List<INDArray> state,
      double l2,
      double decoupledDecay) {

    /** Copies the list. */
    public Stretch {
      state = List.copyOf(state);
    }
  }
}
