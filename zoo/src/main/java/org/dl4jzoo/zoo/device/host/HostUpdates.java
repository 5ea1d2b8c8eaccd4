package org.dl4jzoo.zoo.device.host;

import org.dl4jzoo.zoo.device.Updates;

/** What optimizers do to parameters. */
final class HostUpdates implements Updates {

  private final HostMemory memory;

  HostUpdates(HostMemory memory) {
    this.memory = memory;
  }

  /** What is subtracted of a parameter besides the decay; changes the state. */
  @FunctionalInterface
  private interface Rule {
    double step(double gradient, double[] state, int i);
  }

  /** One pass over parameters, gradients and a state. */
  private void update(long values, Step step, long p, long g, long state, Rule rule) {
    Floats parameters = memory.floats(p, values);
    Floats gradients = memory.floats(g, values);
    Floats states = memory.floats(state, values);
    Work.pieces(
        values,
        (start, count) -> {
          double[] parameter = parameters.read(start, count);
          double[] gradient = gradients.read(start, count);
          double[] kept = states.read(start, count);
          for (int i = 0; i < count; i++) {
            double regular = regularized(step, gradient[i], parameter[i]);
            parameter[i] -= rule.step(regular, kept, i) + decay(step, parameter[i]);
          }
          parameters.write(start, parameter);
          states.write(start, kept);
        });
  }

  private static double regularized(Step step, double gradient, double parameter) {
    return step.gradientScale() * gradient + step.l2() * parameter;
  }

  private static double decay(Step step, double parameter) {
    return step.rate() * step.decoupledDecay() * parameter;
  }

  @Override
  public void adam(long values, Step step, Adam adam, int count, long p, long g, long m, long v) {
    Floats parameters = memory.floats(p, values);
    Floats gradients = memory.floats(g, values);
    Floats means = memory.floats(m, values);
    Floats squares = memory.floats(v, values);
    double rate =
        step.rate()
            * Math.sqrt(1 - Math.pow(adam.beta2(), count))
            / (1 - Math.pow(adam.beta1(), count));
    Work.pieces(
        values,
        (start, length) -> {
          double[] parameter = parameters.read(start, length);
          double[] gradient = gradients.read(start, length);
          double[] mean = means.read(start, length);
          double[] square = squares.read(start, length);
          for (int i = 0; i < length; i++) {
            double regular = regularized(step, gradient[i], parameter[i]);
            mean[i] = adam.beta1() * mean[i] + (1 - adam.beta1()) * regular;
            square[i] = adam.beta2() * square[i] + (1 - adam.beta2()) * regular * regular;
            double moved = rate * mean[i] / (Math.sqrt(square[i]) + adam.eps());
            parameter[i] -= moved + decay(step, parameter[i]);
          }
          parameters.write(start, parameter);
          means.write(start, mean);
          squares.write(start, square);
        });
  }

  @Override
  public void nesterov(long values, Step step, double momentum, long p, long g, long v) {
    update(
        values,
        step,
        p,
        g,
        v,
        (gradient, velocity, i) -> {
          double before = velocity[i];
          velocity[i] = momentum * before - step.rate() * gradient;
          return momentum * before - (1 + momentum) * velocity[i];
        });
  }

  @Override
  public void rmsProp(long values, Step step, double decay, double eps, long p, long g, long s) {
    update(
        values,
        step,
        p,
        g,
        s,
        (gradient, square, i) -> {
          square[i] = decay * square[i] + (1 - decay) * gradient * gradient;
          return step.rate() * gradient / (Math.sqrt(square[i]) + eps);
        });
  }

  @Override
  public void scale(long values, double factor, long x) {
    Floats scaled = memory.floats(x, values);
    Work.pieces(
        values,
        (start, count) -> {
          double[] piece = scaled.read(start, count);
          for (int i = 0; i < count; i++) {
            piece[i] *= factor;
          }
          scaled.write(start, piece);
        });
  }

  @Override
  public void subtract(long values, double factor, long p, long g) {
    combine(values, 1, p, -factor, g, p);
  }

  @Override
  public void statisticsStep(
      int channels, double share, long running, long ofBatch, long step, boolean add) {
    double[] difference = memory.floats(running, channels).exact();
    double[] batch = memory.floats(ofBatch, channels).exact();
    for (int i = 0; i < channels; i++) {
      difference[i] = share * (difference[i] - batch[i]);
    }
    memory.floats(step, channels).write(0, difference, add);
  }

  @Override
  public void follow(long values, double kept, long p, long average) {
    combine(values, kept, average, 1 - kept, p, average);
  }

  /** result = a x + b y. */
  private void combine(long values, double a, long x, double b, long y, long result) {
    Floats first = memory.floats(x, values);
    Floats second = memory.floats(y, values);
    Floats sums = memory.floats(result, values);
    Work.pieces(
        values,
        (start, count) -> {
          double[] sum = first.read(start, count);
          double[] other = second.read(start, count);
          for (int i = 0; i < count; i++) {
            sum[i] = a * sum[i] + b * other[i];
          }
          sums.write(start, sum);
        });
  }

  @Override
  public void squares(long values, long x, long sums) {
    Floats summed = memory.floats(x, values);
    double sum = 0;
    for (long start = 0; start < values; start += Work.PIECE) {
      for (double value : summed.read(start, (int) Math.min(Work.PIECE, values - start))) {
        sum += value * value;
      }
    }
    memory.doubles(sums, 1).put(0, sum);
  }

  @Override
  public int partialSums() {
    return 1;
  }
}
