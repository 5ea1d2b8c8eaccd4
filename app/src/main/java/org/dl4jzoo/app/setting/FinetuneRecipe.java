package org.dl4jzoo.app.setting;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What fine-tuning does by default where that depends on what else is asked for. */
public final class FinetuneRecipe {

  /** Of few images none is spent on a test: the last epoch is kept, so validation chooses nothing. */
  private static final List<Double> SPLIT = List.of(0.9, 0.1, 0.0);

  private static final List<String> MIXES = List.of("mixup", "cutmix");

  private FinetuneRecipe() {}

  /**
   * Leaves images unmixed, unless somebody chose that they are mixed, where there are none to mix:
   * the classifier is fitted to features of whole images, and a batch of one has no other.
   *
   * @param settings with the flags' defaults
   * @param chosen names of the settings that somebody chose
   */
  public static void suit(Map<String, Object> settings, Set<String> chosen) {
    boolean mixes =
        !TrainConfig.NONE.equals(settings.get("unfreeze"))
            && !Integer.valueOf(1).equals(settings.get("batch-size"));
    if (!mixes) {
      MIXES.stream().filter(mix -> !chosen.contains(mix)).forEach(mix -> settings.put(mix, 0.0));
    }
  }

  /** Fills in which epoch is kept, and which images train, where nobody said it. */
  public static void fillIn(Map<String, Object> settings) {
    if (settings.get("patience") == null) {
      settings.putIfAbsent("keep", "last");
    }
    if (settings.get("folds") == null) {
      settings.putIfAbsent("split", SPLIT);
    }
  }
}
