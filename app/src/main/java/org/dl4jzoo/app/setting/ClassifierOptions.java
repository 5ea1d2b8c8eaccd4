package org.dl4jzoo.app.setting;

import org.dl4jzoo.zoo.model.FeaturePooling;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.net.ImageShape;

/** The options of the network that is trained. */
public final class ClassifierOptions {

  private ClassifierOptions() {}

  /** Those that the settings say, for so many classes. */
  public static ModelOptions of(TrainConfig config, int classes) {
    return new ModelOptions(
        new ImageShape(config.imageSize(), config.imageSize(), config.channels()),
        classes,
        true,
        FeaturePooling.NONE,
        config.dropout(),
        config.padding(),
        config.alpha(),
        config.blocks(),
        config.auxiliaryHeads());
  }
}
