package org.dl4jzoo.app.setting;

import static org.dl4jzoo.app.setting.SettingCheck.atLeast;
import static org.dl4jzoo.app.setting.SettingCheck.check;

import java.time.Duration;
import java.util.Locale;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.batch.Augmentation;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;

/** Where training images may be smaller at first than the network's. */
final class StartSize {

  private static final String SETTING = "start-size";

  private StartSize() {}

  /**
   * Compares it with what the network takes.
   *
   * @param startSize null for images of one size
   * @throws UsageException if the network's classifier reads maps of one size
   * @throws org.dl4jzoo.zoo.net.InvalidModelException if the network takes no images that small
   */
  static void ofNetwork(Integer startSize, Integer imageSize, Integer channels, String model) {
    if (startSize == null) {
      return;
    }
    atLeast(SETTING, 1, startSize);
    check(!model.equals(TrainConfig.AUTO), SETTING, "unset where model is auto", startSize);
    check(
        startSize <= imageSize,
        SETTING,
        "at most the %d pixels of image-size".formatted(imageSize),
        startSize);
    Architecture architecture = Models.named(model);
    check(
        Models.averagesLastMap(architecture),
        SETTING,
        "unset with %s, whose classifier reads maps of one size".formatted(model),
        startSize);
    Models.net(
        architecture,
        ModelOptions.of(architecture, 2).withImage(new ImageShape(startSize, startSize, channels)));
  }

  /** Compares it with how the network is trained. */
  static void ofTraining(
      Integer startSize,
      Augmentation augment,
      Integer headEpochs,
      String unfreeze,
      boolean auxiliaryHeads,
      Duration timeBudget,
      Engine engine) {
    if (startSize == null) {
      return;
    }
    check(
        augment != Augmentation.OFF,
        SETTING,
        "unset with augment off, which shows images as they are",
        startSize);
    boolean whole = headEpochs != null && headEpochs == 0 && unfreeze.equals(TrainConfig.ALL);
    check(
        whole,
        SETTING,
        "unset unless head-epochs is 0 and unfreeze is all, as frozen layers take images of one"
            + " size",
        startSize);
    check(
        !auxiliaryHeads,
        SETTING,
        "unset with auxiliary-heads, which read maps of one size",
        startSize);
    check(
        timeBudget == null,
        SETTING,
        "unset with time-budget, which takes all epochs for as long as the first",
        startSize);
    check(
        engine == null || engine == Engine.ONEDNN || engine == Engine.ND4J,
        SETTING,
        "unset with engine %s, which takes images of one size"
            .formatted(engine == null ? null : engine.name().toLowerCase(Locale.ROOT)),
        startSize);
  }
}
