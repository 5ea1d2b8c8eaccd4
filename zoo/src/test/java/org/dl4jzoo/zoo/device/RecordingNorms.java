package org.dl4jzoo.zoo.device;

import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/** Norms with a record of the calls. */
record RecordingNorms(Norms norms, DeviceRecord kept) implements Norms {

  @Override
  public void statistics(FeatureMap map, long x, Parameters norm) {
    kept.call("statistics", map, x, norm);
    kept.readsMap(x, map.length());
    kept.writesFloats(norm.mean(), map.channels());
    kept.writesFloats(norm.variance(), map.channels());
    norms.statistics(map, x, norm);
  }

  private void readsStatistics(FeatureMap map, Parameters norm) {
    kept.readsFloats(norm.gamma(), map.channels());
    kept.readsFloats(norm.mean(), map.channels());
    kept.readsFloats(norm.variance(), map.channels());
  }

  @Override
  public void normalize(FeatureMap map, long x, Parameters norm, Activation activation, long y) {
    kept.call("normalize", map, x, norm, activation, y);
    readsStatistics(map, norm);
    kept.readsFloats(norm.beta(), map.channels());
    kept.readsMap(x, map.length());
    kept.writesMap(y, map.length());
    norms.normalize(map, x, norm, activation, y);
  }

  @Override
  public void join(int channels, double share, long mean, long variance, Parameters norm) {
    kept.call("join", channels, share, mean, variance, norm);
    kept.readsFloats(mean, channels);
    kept.readsFloats(variance, channels);
    kept.updatesFloats(norm.mean(), channels);
    kept.updatesFloats(norm.variance(), channels);
    norms.join(channels, share, mean, variance, norm);
  }

  @Override
  public void parameterGradients(
      FeatureMap map,
      long x,
      long y,
      long dy,
      Parameters norm,
      Activation activation,
      long dgamma,
      long dbeta) {
    kept.call("parameterGradients", map, x, y, dy, norm, activation, dgamma, dbeta);
    readsForward(map, x, y, dy, norm, activation);
    kept.writesFloats(dgamma, map.channels());
    kept.writesFloats(dbeta, map.channels());
    norms.parameterGradients(map, x, y, dy, norm, activation, dgamma, dbeta);
  }

  private void readsForward(
      FeatureMap map, long x, long y, long dy, Parameters norm, Activation activation) {
    readsStatistics(map, norm);
    kept.readsMap(x, map.length());
    if (activation != Activation.IDENTITY) {
      kept.readsMap(y, map.length());
    }
    kept.readsMap(dy, map.length());
  }

  @Override
  public void normalizeBack(
      FeatureMap map,
      long x,
      long y,
      long dy,
      Parameters norm,
      Activation activation,
      double share,
      long dgamma,
      long dbeta,
      long dx,
      boolean add) {
    kept.call("normalizeBack", map, x, y, dy, norm, activation, share, dgamma, dbeta, dx, add);
    readsForward(map, x, y, dy, norm, activation);
    kept.readsFloats(dgamma, map.channels());
    kept.readsFloats(dbeta, map.channels());
    kept.addsMap(dx, map.length(), add);
    norms.normalizeBack(map, x, y, dy, norm, activation, share, dgamma, dbeta, dx, add);
  }

  @Override
  public void respond(FeatureMap map, Response response, long x, long y) {
    kept.call("respond", map, response, x, y);
    kept.readsMap(x, map.length());
    kept.writesMap(y, map.length());
    norms.respond(map, response, x, y);
  }

  @Override
  public void respondBack(
      FeatureMap map, Response response, long x, long dy, long dx, boolean add) {
    kept.call("respondBack", map, response, x, dy, dx, add);
    kept.readsMap(x, map.length());
    kept.readsMap(dy, map.length());
    kept.addsMap(dx, map.length(), add);
    norms.respondBack(map, response, x, dy, dx, add);
  }
}
