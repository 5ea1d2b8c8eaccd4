package org.dl4jzoo.zoo.device.trial;

import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.device.Updates;
import org.dl4jzoo.zoo.device.trial.Twins.Side;
import org.dl4jzoo.zoo.device.trial.Twins.Twin;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Bins;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;

/** PyTorch's norms and poolings. */
final class TorchMaps {

  private static final double NORM_EPS = 1e-3;

  private final TorchFolder folder;
  private final Twins twins;

  TorchMaps(TorchFolder folder) {
    this.folder = folder;
    this.twins = folder.twins();
  }

  /** Compares all. */
  void run() {
    norm("norm-identity", Activation.IDENTITY, true);
    norm("norm-relu", Activation.RELU, true);
    norm("norm-relu6", Activation.RELU6, true);
    norm("norm-relu-fours", Activation.RELU, true);
    norm("norm-fixed-relu", Activation.RELU, false);
    joined("norm-identity");
    runningMean("norm-running-mean");
    pooling("max-pool-ceil-even", true, 3, new Insets(0, 1, 0, 1));
    pooling("max-pool-ceil-odd", true, 3, Insets.NONE);
    pooling("max-pool-padded", true, 3, Insets.all(1));
    pooling("max-pool-fours", true, 3, Insets.all(1));
    pooling("avg-pool", false, 2, Insets.NONE);
    pooling("avg-pool-padded-fours", false, 3, Insets.all(1));
    means("adaptive-pool-down");
    means("adaptive-pool-up");
    responseNorm("response-norm");
    responseNorm("response-norm-fours");
  }

  private void norm(String name, Activation activation, boolean ofBatch) {
    try (TorchCase torch = folder.open(name)) {
      FeatureMap shape = torch.mapShape("x");
      Twin x = torch.map("x");
      Twin gamma = torch.array("gamma");
      Twin beta = torch.array("beta");
      Twin mean = ofBatch ? torch.result("mean") : torch.array("mean");
      Twin variance = ofBatch ? torch.result("variance") : torch.array("variance");
      Twin y = torch.resultMap("y");
      Of norm =
          s -> new Norms.Parameters(s.at(gamma), s.at(beta), s.at(mean), s.at(variance), NORM_EPS);
      twins.call(
          s -> {
            if (ofBatch) {
              s.device().norms().statistics(shape, s.at(x), norm.on(s));
            }
            s.device().norms().normalize(shape, s.at(x), norm.on(s), activation, s.at(y));
          });
      torch.compare("mean", mean, 1);
      torch.compare("variance", variance, 1);
      torch.compare("y", y, 1);
      normBack(torch, shape, x, y, norm, activation, ofBatch);
    }
  }

  /** The parameters of a norm on one of the devices. */
  @FunctionalInterface
  private interface Of {
    Norms.Parameters on(Side side);
  }

  private void normBack(
      TorchCase torch,
      FeatureMap shape,
      Twin x,
      Twin y,
      Of norm,
      Activation activation,
      boolean ofBatch) {
    double share = ofBatch ? (double) shape.channels() / x.values() : 0;
    Twin dy = torch.map("dy");
    Twin dx = torch.resultMap("dx");
    Twin dgamma = torch.result("dgamma");
    Twin dbeta = torch.result("dbeta");
    torch.compareAdding(
        "dx",
        dx,
        (s, add) -> {
          Norms norms = s.device().norms();
          long at = s.at(x);
          long to = s.at(dgamma);
          long too = s.at(dbeta);
          Norms.Parameters of = norm.on(s);
          norms.parameterGradients(shape, at, s.at(y), s.at(dy), of, activation, to, too);
          norms.normalizeBack(
              shape, at, s.at(y), s.at(dy), of, activation, share, to, too, s.at(dx), add);
        });
    torch.compare("dgamma", dgamma, 1);
    torch.compare("dbeta", dbeta, 1);
  }

  /** The statistics of the first image become those of all. */
  private void joined(String name) {
    try (TorchCase torch = folder.open(name)) {
      FeatureMap all = torch.mapShape("x");
      FeatureMap first = new FeatureMap(1, all.height(), all.width(), all.channels());
      long others = all.batch() - 1;
      FeatureMap rest = new FeatureMap(others, all.height(), all.width(), all.channels());
      long bytes = first.length() * twins.maps().bytes();
      Twin x = torch.map("x");
      Twin mean = torch.result("mean");
      Twin variance = torch.result("variance");
      Twin mean2 = torch.result("mean");
      Twin variance2 = torch.result("variance");
      twins.call(
          s -> {
            Norms norms = s.device().norms();
            Norms.Parameters ofFirst = statistics(s, mean, variance);
            norms.statistics(first, s.at(x), ofFirst);
            norms.statistics(rest, s.at(x) + bytes, statistics(s, mean2, variance2));
            double share = (double) others / all.batch();
            norms.join((int) all.channels(), share, s.at(mean2), s.at(variance2), ofFirst);
          });
      torch.compare("mean", mean, 1);
      torch.compare("variance", variance, 1);
    }
  }

  private static Norms.Parameters statistics(Side side, Twin mean, Twin variance) {
    return new Norms.Parameters(0, 0, side.at(mean), side.at(variance), NORM_EPS);
  }

  private void runningMean(String name) {
    try (TorchCase torch = folder.open(name)) {
      FeatureMap shape = torch.mapShape("x");
      int channels = (int) shape.channels();
      Twin x = torch.map("x");
      Twin running = torch.array("running");
      Twin mean = torch.result("running");
      Twin variance = torch.result("running");
      Twin step = torch.result("running");
      twins.call(
          s -> {
            s.device().norms().statistics(shape, s.at(x), statistics(s, mean, variance));
            Updates updates = s.device().updates();
            updates.statisticsStep(channels, 0.1, s.at(running), s.at(mean), s.at(step), false);
            updates.subtract(channels, 1, s.at(running), s.at(step));
          });
      torch.compare("after", running, 1);
    }
  }

  /** Where narrow maps make values equal, the gradient of a maximum may go to another of them. */
  private void pooling(String name, boolean max, int window, Insets padding) {
    try (TorchCase torch = folder.open(name)) {
      PoolingShape shape = new PoolingShape(torch.mapShape("x"), max, window, window, 2, padding);
      Twin x = torch.map("x");
      Twin y = torch.resultMap("y");
      Twin marks = twins.array(y.values());
      Twin dy = torch.map("dy");
      Twin dx = torch.resultMap("dx");
      twins.call(s -> s.device().pools().pool(shape, s.at(x), s.at(y), max ? s.at(marks) : 0));
      torch.compare("y", y, 1);
      if (max && twins.maps().isNarrow()) {
        return;
      }
      torch.compareAdding(
          "dx",
          dx,
          (s, add) ->
              s.device().pools().poolBack(shape, max ? s.at(marks) : 0, s.at(dy), s.at(dx), add));
    }
  }

  private void means(String name) {
    try (TorchCase torch = folder.open(name)) {
      FeatureMap in = torch.mapShape("x");
      FeatureMap out = torch.mapShape("y");
      Bins bins =
          new Bins((int) in.height(), (int) in.width(), (int) out.height(), (int) out.width());
      int batch = (int) in.batch();
      int channels = (int) in.channels();
      Twin x = torch.map("x");
      Twin y = torch.resultMap("y");
      Twin dy = torch.map("dy");
      Twin dx = torch.resultMap("dx");
      twins.call(s -> s.device().pools().means(bins, batch, channels, s.at(x), s.at(y)));
      torch.compare("y", y, 1);
      torch.compareAdding(
          "dx",
          dx,
          (s, add) -> s.device().pools().meansBack(bins, batch, channels, s.at(dy), s.at(dx), add));
    }
  }

  private void responseNorm(String name) {
    try (TorchCase torch = folder.open(name)) {
      FeatureMap map = torch.mapShape("x");
      Norms.Response response = new Norms.Response(5, 2, 0.5, 0.75);
      Twin x = torch.map("x");
      Twin y = torch.resultMap("y");
      Twin dy = torch.map("dy");
      Twin dx = torch.resultMap("dx");
      twins.call(s -> s.device().norms().respond(map, response, s.at(x), s.at(y)));
      torch.compare("y", y, 1);
      torch.compareAdding(
          "dx",
          dx,
          (s, add) ->
              s.device().norms().respondBack(map, response, s.at(x), s.at(dy), s.at(dx), add));
    }
  }
}
