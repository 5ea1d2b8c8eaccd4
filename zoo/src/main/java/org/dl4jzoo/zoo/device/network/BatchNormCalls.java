package org.dl4jzoo.zoo.device.network;

import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/**
 * Batch norm and activation in training.
 *
 * @param mean where the batch's mean is kept
 * @param variance where its variance is kept
 */
record BatchNormCalls(String layer, double eps, Activation activation, long mean, long variance) {

  void forward(TrainingPass pass, FeatureMap map, long x, long y) {
    Norms norms = pass.device().norms();
    Norms.Parameters parameters = parameters(pass);
    if (!pass.parameters().norms().fixed()) {
      norms.statistics(map, x, parameters);
    }
    norms.normalize(map, x, parameters, activation, y);
  }

  private Norms.Parameters parameters(TrainingPass pass) {
    ParameterVectors vectors = pass.parameters();
    return vectors.norms().fixed()
        ? vectors.norm(
            layer, vectors.of(layer, Parameter.MEAN), vectors.of(layer, Parameter.VARIANCE), eps)
        : vectors.norm(layer, mean, variance, eps);
  }

  void backward(
      TrainingPass pass, FeatureMap map, long x, long y, long dy, TrainingPass.Target dx) {
    ParameterVectors vectors = pass.parameters();
    boolean ofBatch = !vectors.norms().fixed();
    pass.device()
        .norms()
        .normalizeBack(
            map,
            x,
            y,
            dy,
            parameters(pass),
            activation,
            ofBatch,
            vectors.gradientOf(layer, Parameter.GAMMA),
            vectors.gradientOf(layer, Parameter.BETA),
            dx.address(),
            dx.add());
    if (ofBatch) {
      follow(pass, Parameter.MEAN, mean, map.channels());
      follow(pass, Parameter.VARIANCE, variance, map.channels());
    }
  }

  /** What is called the gradient of a running statistic is the step that it takes. */
  private void follow(TrainingPass pass, Parameter statistic, long ofBatch, long channels) {
    ParameterVectors vectors = pass.parameters();
    pass.device()
        .updates()
        .statisticsStep(
            Math.toIntExact(channels),
            1 - vectors.norms().decay(),
            vectors.of(layer, statistic),
            ofBatch,
            vectors.gradientOf(layer, statistic),
            false);
  }
}
