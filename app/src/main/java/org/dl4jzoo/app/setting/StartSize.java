package org.dl4jzoo.app.setting;

import static org.dl4jzoo.app.setting.SettingCheck.check;

import java.time.Duration;
import java.util.Optional;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.batch.Augmentation;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.Models;

/** Where training images may be smaller at first than the network's. */
final class StartSize {

  private static final String SETTING = "start-size";

  /** Windows of pooling, whose padding is the network's, lie on maps of half its size still. */
  private static final int LEAST = 32;

  private StartSize() {}

  /**
   * Compares it with what the network takes.
   *
   * @param startSize null for images of one size
   * @throws UsageException if it is out of its range, or the network's classifier reads maps of one
   *     size
   */
  static void ofNetwork(Integer startSize, Integer imageSize, String model) {
    if (startSize == null) {
      return;
    }
    check(!model.equals(TrainConfig.AUTO), SETTING, "unset where model is auto", startSize);
    check(
        Models.averagesLastMap(Models.named(model)),
        SETTING,
        "image-size with %s, whose classifier reads maps of one size".formatted(model),
        startSize);
    int least = Math.max(LEAST, (imageSize + 1) / 2);
    check(
        startSize >= least && startSize <= imageSize,
        SETTING,
        "from %d to %d, half of image-size and %d to image-size".formatted(least, imageSize, LEAST),
        startSize);
  }

  /**
   * Compares it with what is trained.
   *
   * @throws UsageException if not all of the training sees images
   */
  static void ofLayers(
      Integer startSize,
      Augmentation augment,
      Integer headEpochs,
      String unfreeze,
      boolean auxiliaryHeads,
      Engine engine) {
    if (startSize != null) {
      obstacle(augment, headEpochs, unfreeze, auxiliaryHeads, engine)
          .ifPresent(where -> whole(true, where, startSize));
    }
  }

  /**
   * Where images can't grow, of what is trained.
   *
   * @param engine null where what computes is chosen later
   * @return empty if they can
   */
  static Optional<String> obstacle(
      Augmentation augment,
      Integer headEpochs,
      String unfreeze,
      boolean auxiliaryHeads,
      Engine engine) {
    String where = null;
    if (augment == Augmentation.OFF) {
      where = "with augment off, which shows images as they are";
    } else if (headEpochs == null || headEpochs != 0 || !unfreeze.equals(TrainConfig.ALL)) {
      where =
          "unless head-epochs is 0 and unfreeze is all, as frozen layers take images of one size";
    } else if (auxiliaryHeads) {
      where = "with auxiliary-heads, which read maps of one size";
    } else if (engine == Engine.CUDA) {
      where = "where a GPU computes, which takes images of one size; backend cpu lets them grow";
    } else if (engine == Engine.STOCK) {
      where = "with engine stock, which takes images of one size";
    }
    return Optional.ofNullable(where);
  }

  /**
   * Compares it with what ends the training.
   *
   * @throws UsageException if that may be before images are the network's size
   */
  static void ofLength(Integer startSize, Integer maxSteps, Integer patience, Duration timeBudget) {
    if (startSize == null) {
      return;
    }
    whole(maxSteps != null, "with max-steps, which may end while images are small", startSize);
    whole(patience != null, "with patience, which may end while images are small", startSize);
    whole(
        timeBudget != null,
        "with time-budget, which takes all epochs for as long as the first",
        startSize);
  }

  private static void whole(boolean applies, String where, Integer startSize) {
    check(!applies, SETTING, "image-size " + where, startSize);
  }
}
