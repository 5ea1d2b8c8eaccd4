package org.dl4jzoo.zoo.training;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dl4jzoo.zoo.device.SquareSums;
import org.dl4jzoo.zoo.device.network.DeviceTraining;
import org.dl4jzoo.zoo.device.network.LossScale;

/**
 * The gradient of a step on a device, summed over the step's images. Its norm is waited for before
 * the step only where that decides about it: to clip it, or where half precision may overflow. Else
 * it comes with the logits.
 */
final class StepGradient implements AutoCloseable {

  private final DeviceTraining training;
  private final GradientClip clip;
  private final LossScale lossScale;
  private final SquareSums sums;
  private final SortedSet<Long> ends = new TreeSet<>();
  private int images;
  private int skipped;
  private double norm;
  private double clipped = 1;
  private boolean comes;

  StepGradient(DeviceTraining training, GradientClip clip) {
    this.training = training;
    this.clip = clip;
    this.lossScale = new LossScale(training.device().maps());
    this.sums = new SquareSums(training.device());
    if (clip.most() > 0) {
      // What is clipped, and the running statistics between.
      clip.spans().forEach(span -> ends.addAll(List.of(span.start(), span.end())));
    }
    ends.add(training.vectors().length());
    ends.remove(0L);
  }

  /** Whether the step may be taken with the gradient that was just computed for some images. */
  boolean accepts(int ofImages) {
    images = ofImages;
    if (clip.most() == 0 && !lossScale.mayRefuse()) {
      training.sumSquares();
      comes = true;
      return true;
    }
    Map<Long, Double> squares = sums.of(training.vectors().gradients(), ends);
    norm = norm(squares.values().stream().mapToDouble(sum -> sum).sum());
    clipped = clip.factor(span -> squares.get(span.end()), images);
    if (!lossScale.accepts(Double.isFinite(norm))) {
      norm = 0;
      skipped++;
      return false;
    }
    return true;
  }

  private double norm(double squares) {
    return Math.sqrt(squares) / images;
  }

  /** What the gradient is to be multiplied by for the step. */
  double scale() {
    return clipped / images;
  }

  /** To be called once the logits are there. */
  void logitsCame() {
    if (comes) {
      comes = false;
      norm = norm(training.squares());
    }
  }

  /** The norm of the last step's gradient of the mean loss, before it was clipped; 0 if skipped. */
  double norm() {
    return norm;
  }

  /** Steps that were not taken. */
  int skipped() {
    return skipped;
  }

  /** What the loss is to be multiplied by in the next step. */
  double lossScale() {
    return lossScale.factor();
  }

  /** Whether no parameter is NaN or infinite. */
  boolean leavesFinite() {
    return sums.of(training.vectors().parameters(), ends).values().stream()
        .allMatch(Double::isFinite);
  }

  @Override
  public void close() {
    sums.release();
  }
}
