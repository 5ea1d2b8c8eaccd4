package org.dl4jzoo.app.setting;

import java.util.Locale;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.FusedLayer;

/** The values of {@code --norm-statistics}: what batch norm normalises by in training. */
public enum NormStatistics {
  /** Mean and variance of the batch; the running ones follow it. */
  BATCH,
  /** The running ones, which stay as the weights brought them. */
  FIXED;

  /** Tells the layers of a network that is still to be made. */
  public void configure(ComputationGraphConfiguration network, Engine engine) {
    if (this == FIXED) {
      if (engine == Engine.STOCK) {
        throw new UsageException("norm-statistics fixed needs engine onednn or nd4j; got stock");
      }
      FusedLayer.fixStatistics(network);
    }
  }

  /** Whether a network has running statistics. */
  public static boolean areIn(ComputationGraph network) {
    String mean = "_" + BatchNormalizationParamInitializer.GLOBAL_MEAN;
    return network.paramTable().keySet().stream().anyMatch(name -> name.endsWith(mean));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
