package org.dl4jzoo.app.setting;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.training.LearningRateSchedule;
import org.nd4j.linalg.learning.config.IUpdater;

/** Learning rates: that of the classifiers, and a share of it for all layers before them. */
public record LayerRates(LearningRateSchedule rate, double backboneFactor) {

  /** Gives the layers of a network that is still to be made their rates. */
  public void configure(ComputationGraphConfiguration network) {
    for (GraphVertex vertex : network.getVertices().values()) {
      if (vertex instanceof LayerVertex of
          && of.getLayerConf().getLayer() instanceof BaseLayer layer) {
        IUpdater own = layer.getIUpdater().clone();
        own.setLrAndSchedule(Double.NaN, rate(layer));
        layer.setIUpdater(own);
      }
    }
  }

  /** Gives the layers of a network new rates; momenta stay. */
  public void change(ComputationGraph network) {
    BaseLayer last = null;
    for (Layer layer : network.getLayers()) {
      if (layer.conf().getLayer() instanceof BaseLayer conf
          && conf.getIUpdater().hasLearningRate()) {
        conf.getIUpdater().setLrAndSchedule(Double.NaN, rate(conf));
        last = conf;
      }
    }
    // Any of these calls makes the updater anew from all layers; one is enough.
    network.setLearningRate(last.getLayerName(), rate(last));
  }

  private LearningRateSchedule rate(BaseLayer layer) {
    return layer instanceof BaseOutputLayer ? rate : rate.times(backboneFactor);
  }
}
