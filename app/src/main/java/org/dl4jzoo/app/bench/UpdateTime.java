package org.dl4jzoo.app.bench;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** How long updates take: from a step's gradient to its new parameters. */
final class UpdateTime extends BaseTrainingListener {

  private long nanos;
  private long begun;

  @Override
  public void onGradientCalculation(Model model) {
    begun = System.nanoTime();
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    nanos += System.nanoTime() - begun;
  }

  double seconds() {
    return nanos / 1e9;
  }

  void restart() {
    nanos = 0;
  }
}
