package org.dl4jzoo.app.setting;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What fine-tuning does by default where that depends on what else is asked for. */
public final class FinetuneRecipe {

  /**
   * Of few images none is spent on a test: the last epoch is kept, so validation chooses nothing.
   */
  private static final List<Double> SPLIT = List.of(0.9, 0.1, 0.0);

  private static final Map<String, Object> MIXING =
      Map.of("augment", "trivial", "mixup", 0.2, "cutmix", 1.0);

  private FinetuneRecipe() {}

  /**
   * Mixes images, for a network that learns few of them by heart (docs/recipes.md). It does not
   * where there is nothing to mix: a classifier alone is fitted to features of whole images, and a
   * batch of one has no other.
   *
   * @param settings of which those that nobody chose are changed
   * @param chosen names of the settings that somebody chose
   */
  public static void mix(Map<String, Object> settings, Set<String> chosen) {
    boolean mixes =
        !TrainConfig.NONE.equals(settings.get("unfreeze"))
            && !Integer.valueOf(1).equals(settings.get("batch-size"));
    if (mixes) {
      MIXING.forEach(
          (setting, value) -> {
            if (!chosen.contains(setting)) {
              settings.put(setting, value);
            }
          });
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
