package org.dl4jzoo.zoo.device.trial;

import java.util.List;
import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.device.Norms.Parameters;
import org.dl4jzoo.zoo.device.Norms.Response;
import org.dl4jzoo.zoo.device.trial.Twins.Side;
import org.dl4jzoo.zoo.device.trial.Twins.Twin;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Bins;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;

/** Normalisations and poolings of many shapes on two devices. */
final class MapChecks {

  private static final double BOUND = 1e-5;
  private static final double EPS = 1e-5;

  private static final List<FeatureMap> MAPS =
      List.of(
          new FeatureMap(1, 4, 4, 8),
          new FeatureMap(8, 28, 28, 64),
          new FeatureMap(4, 14, 14, 96),
          new FeatureMap(2, 7, 7, 1000),
          new FeatureMap(3, 5, 7, 3),
          new FeatureMap(2, 1, 1, 24),
          new FeatureMap(4, 33, 31, 5));

  private final Twins twins;

  MapChecks(Twins twins) {
    this.twins = twins;
  }

  /** Compares all. */
  void run() {
    for (FeatureMap map : MAPS) {
      statistics(map, 0);
      statistics(map, 1000);
      for (Activation activation : Activation.values()) {
        normalize(map, activation);
        twins.free();
      }
      respond(map, new Response(5, 2, 1e-1, 0.75));
      respond(map, new Response(4, 1, 1e-1, 0.5));
      twins.free();
    }
    pools();
  }

  /** The variance is compared by itself, so that a large mean can't hide its errors. */
  private void statistics(FeatureMap map, double center) {
    Twin x = twins.map(map.length(), center, 1);
    Twin mean = twins.array(map.channels());
    Twin variance = twins.array(map.channels());
    String words = map + " around " + center;
    twins.compare(
        "batch norm mean",
        words,
        BOUND,
        mean,
        s -> s.device().norms().statistics(map, s.at(x), of(s, mean, mean, mean, variance)));
    twins.note(
        "batch norm variance", words, center == 0 ? BOUND : 1e-4, twins.difference(variance));
    Twin others = twins.array(map.channels(), center, 1);
    Twin spread = twins.positive(map.channels());
    twins.compare(
        "batch norm joined mean",
        words,
        BOUND,
        mean,
        s ->
            s.device()
                .norms()
                .join(
                    (int) map.channels(),
                    0.3,
                    s.at(others),
                    s.at(spread),
                    of(s, mean, mean, mean, variance)));
    twins.note(
        "batch norm joined variance",
        words,
        center == 0 ? BOUND : 1e-3,
        twins.difference(variance));
  }

  private static Parameters of(Side s, Twin gamma, Twin beta, Twin mean, Twin variance) {
    return new Parameters(s.at(gamma), s.at(beta), s.at(mean), s.at(variance), EPS);
  }

  private void normalize(FeatureMap map, Activation activation) {
    Twin x = twins.map(map.length(), 0.5, 2);
    Twin gamma = twins.positive(map.channels());
    Twin beta = twins.array(map.channels(), 0, 3);
    Twin mean = twins.array(map.channels());
    Twin variance = twins.positive(map.channels());
    Twin y = twins.map(map.length());
    String words = map + " " + activation;
    twins.compare(
        "batch norm forward",
        words,
        BOUND,
        y,
        s ->
            s.device()
                .norms()
                .normalize(map, s.at(x), of(s, gamma, beta, mean, variance), activation, s.at(y)));
    Twin dy = twins.map(map.length());
    double share = (double) map.channels() / map.length();
    for (boolean ofBatch : new boolean[] {false, true}) {
      for (boolean add : new boolean[] {false, true}) {
        Twin dx = twins.map(map.length());
        Twin dgamma = twins.array(map.channels());
        Twin dbeta = twins.array(map.channels());
        twins.compare(
            "batch norm back",
            words + " of batch " + ofBatch + " add " + add,
            BOUND,
            dx,
            s -> {
              Parameters norm = of(s, gamma, beta, mean, variance);
              Norms norms = s.device().norms();
              norms.parameterGradients(
                  map, s.at(x), s.at(y), s.at(dy), norm, activation, s.at(dgamma), s.at(dbeta));
              norms.normalizeBack(
                  map,
                  s.at(x),
                  s.at(y),
                  s.at(dy),
                  norm,
                  activation,
                  ofBatch ? share : 0,
                  s.at(dgamma),
                  s.at(dbeta),
                  s.at(dx),
                  add);
            });
        twins.note("batch norm dgamma", words, BOUND, twins.difference(dgamma));
        twins.note("batch norm dbeta", words, BOUND, twins.difference(dbeta));
      }
    }
  }

  private void respond(FeatureMap map, Response response) {
    Twin x = twins.map(map.length());
    Twin dy = twins.map(map.length());
    Twin y = twins.map(map.length());
    String words = map + " " + response;
    twins.compare(
        "response norm forward",
        words,
        BOUND,
        y,
        s -> s.device().norms().respond(map, response, s.at(x), s.at(y)));
    for (boolean add : new boolean[] {false, true}) {
      Twin dx = twins.map(map.length());
      twins.compare(
          "response norm back",
          words,
          BOUND,
          dx,
          s -> s.device().norms().respondBack(map, response, s.at(x), s.at(dy), s.at(dx), add));
    }
  }

  private void pools() {
    for (boolean max : new boolean[] {false, true}) {
      for (FeatureMap map : MAPS) {
        pool(new PoolingShape(map, max, map.height(), map.width(), 1, Insets.NONE));
        if (map.height() > 3) {
          pool(new PoolingShape(map, max, 3, 3, 2, Insets.all(1)));
          pool(new PoolingShape(map, max, 3, 3, 2, new Insets(0, 1, 0, 1)));
          pool(new PoolingShape(map, max, 2, 2, 2, Insets.NONE));
          pool(new PoolingShape(map, max, 3, 3, 1, Insets.all(1)));
        }
        twins.free();
      }
    }
    for (FeatureMap map : MAPS) {
      means(map, 6, 6);
      means(map, 3, 2);
      twins.free();
    }
  }

  private void pool(PoolingShape shape) {
    boolean marked = shape.max() && shape.kernelHeight() * shape.kernelWidth() <= 256;
    String kind = shape.max() ? "max pool" : "mean pool";
    Twin x = twins.map(shape.in().length());
    Twin y = twins.map(shape.output().length());
    Twin marks = twins.array(shape.output().length());
    Twin dy = twins.map(y.values());
    twins.compare(
        kind + " forward",
        shape.toString(),
        BOUND,
        y,
        s -> s.device().pools().pool(shape, s.at(x), s.at(y), marked ? s.at(marks) : 0));
    if (shape.max() && !marked) {
      return;
    }
    for (boolean add : new boolean[] {false, true}) {
      Twin dx = twins.map(x.values());
      twins.compare(
          kind + " back",
          shape + " add " + add,
          BOUND,
          dx,
          s ->
              s.device()
                  .pools()
                  .poolBack(shape, marked ? s.at(marks) : 0, s.at(dy), s.at(dx), add));
    }
  }

  private void means(FeatureMap map, int rows, int columns) {
    Bins bins = new Bins((int) map.height(), (int) map.width(), rows, columns);
    int batch = (int) map.batch();
    int channels = (int) map.channels();
    Twin x = twins.map(map.length());
    Twin y = twins.map(map.batch() * rows * columns * channels);
    Twin dy = twins.map(y.values());
    twins.compare(
        "adaptive means forward",
        bins.toString(),
        BOUND,
        y,
        s -> s.device().pools().means(bins, batch, channels, s.at(x), s.at(y)));
    for (boolean add : new boolean[] {false, true}) {
      Twin dx = twins.map(x.values());
      twins.compare(
          "adaptive means back",
          bins + " add " + add,
          BOUND,
          dx,
          s -> s.device().pools().meansBack(bins, batch, channels, s.at(dy), s.at(dx), add));
    }
  }
}
