package org.dl4jzoo.zoo.device.trial;

import org.dl4jzoo.zoo.device.Updates;
import org.dl4jzoo.zoo.device.trial.Twins.Side;
import org.dl4jzoo.zoo.device.trial.Twins.Twin;

/** PyTorch's optimizers after several steps, its average of weights and its clipped gradients. */
final class TorchUpdates {

  private static final double RATE = 0.01;

  /** Large, so that where it is added counts. */
  private static final double EPS = 0.01;

  private static final double MOMENTUM = 0.9;
  private static final double LARGEST_NORM = 3;

  private final TorchFolder folder;
  private final Twins twins;

  TorchUpdates(TorchFolder folder) {
    this.folder = folder;
    this.twins = folder.twins();
  }

  /** Compares all. */
  void run() {
    adam("adam", 0.5, 0, 0);
    adam("adam-l2", 1, 0.1, 0);
    adam("adamw", 1, 0, 0.5);
    nesterov("nesterov", 0.1);
    rmsProp("rmsprop");
    plain("sgd");
    average("average-of-weights");
    clipped("clipped");
  }

  /** A step on one of the devices. */
  @FunctionalInterface
  private interface Rule {
    /**
     * Makes a step.
     *
     * @param count from 1
     * @param p address of the parameters
     * @param g address of the step's gradients
     */
    void step(Side side, int count, long p, long g);
  }

  /** Makes a step with each row of gradients. */
  private void steps(TorchCase torch, Rule rule) {
    Twin p = torch.array("start");
    Twin gradients = torch.array("gradients");
    long count = torch.shape("gradients").get(0);
    for (int step = 0; step < count; step++) {
      int number = step + 1;
      long offset = Float.BYTES * p.values() * step;
      twins.call(s -> rule.step(s, number, s.at(p), s.at(gradients) + offset));
    }
    torch.compare("p", p, 1);
  }

  private static Updates.Step step(double scale, double l2, double decay) {
    return new Updates.Step(scale, RATE, l2, decay);
  }

  private Twin zeros(TorchCase torch) {
    return twins.array(new float[torch.values("start").length]);
  }

  /** PyTorch adds epsilon after it corrected the root of the squares, and Deeplearning4j before. */
  private void adam(String name, double scale, double l2, double decay) {
    try (TorchCase torch = folder.open(name)) {
      Twin m = zeros(torch);
      Twin v = zeros(torch);
      steps(
          torch,
          (s, count, p, g) -> {
            double eps = EPS * Math.sqrt(1 - Math.pow(0.999, count));
            Updates.Adam adam = new Updates.Adam(0.9, 0.999, eps);
            s.device()
                .updates()
                .adam(m.values(), step(scale, l2, decay), adam, count, p, g, s.at(m), s.at(v));
          });
      torch.compare("m", m, 1);
      torch.compare("v", v, 1);
    }
  }

  /** What Deeplearning4j keeps is PyTorch's buffer times -rate. */
  private void nesterov(String name, double l2) {
    try (TorchCase torch = folder.open(name)) {
      Twin velocity = zeros(torch);
      steps(
          torch,
          (s, count, p, g) ->
              s.device()
                  .updates()
                  .nesterov(velocity.values(), step(1, l2, 0), MOMENTUM, p, g, s.at(velocity)));
      torch.compare("buffer", velocity, -RATE);
    }
  }

  private void rmsProp(String name) {
    try (TorchCase torch = folder.open(name)) {
      Twin squares = zeros(torch);
      steps(
          torch,
          (s, count, p, g) ->
              s.device()
                  .updates()
                  .rmsProp(squares.values(), step(1, 0, 0), 0.95, EPS, p, g, s.at(squares)));
      torch.compare("s", squares, 1);
    }
  }

  private void plain(String name) {
    try (TorchCase torch = folder.open(name)) {
      long values = torch.shape("start").get(0);
      steps(torch, (s, count, p, g) -> s.device().updates().subtract(values, RATE, p, g));
    }
  }

  private void average(String name) {
    try (TorchCase torch = folder.open(name)) {
      Twin p = torch.array("p");
      Twin average = torch.array("average");
      twins.call(s -> s.device().updates().follow(p.values(), 0.99, s.at(p), s.at(average)));
      torch.compare("after", average, 1);
    }
  }

  private void clipped(String name) {
    try (TorchCase torch = folder.open(name)) {
      Twin gradient = torch.array("gradient");
      double truth = torch.values("norm")[0];
      twins.call(
          s -> {
            double norm = Math.sqrt(s.squares(gradient.values(), s.at(gradient)));
            torch.note("norm", Math.abs(norm / truth - 1));
            s.device().updates().scale(gradient.values(), LARGEST_NORM / norm, s.at(gradient));
          });
      torch.compare("clipped", gradient, 1);
    }
  }
}
