package org.dl4jzoo.app.setting;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.Models;

/**
 * How a network learns the drawn flowers within minutes on a CPU, as far as nobody says otherwise
 * (docs/recipes.md, "From scratch").
 */
public final class SampleRecipe {

  /** Of the 224 that they are drawn in: a fifth of the work. */
  private static final int IMAGE_SIZE = 96;

  private static final int START_SIZE = 48;

  /** As many multiplications, with images that grow, as 19 epochs of the full size. */
  private static final int EPOCHS = 30;

  /** Who chooses one of these has a length in mind. */
  private static final Set<String> LENGTHS =
      Set.of("start-size", "epochs", "max-steps", "patience", "time-budget");

  private SampleRecipe() {}

  /**
   * Fills in size and length of a training on drawn flowers.
   *
   * @param settings of which those that nobody chose are changed; the network is known
   * @param chosen names of the settings that somebody chose
   * @param tell hears what was filled in
   */
  public static void fillIn(
      Map<String, Object> settings, Set<String> chosen, Consumer<String> tell) {
    Architecture network = Models.named((String) settings.get("model"));
    if (!DataChoice.SAMPLE.equals(settings.get("data"))
        || settings.get("image-size") != null
        || !Models.averagesLastMap(network)) {
      return;
    }
    settings.put("image-size", IMAGE_SIZE);
    String which = "";
    if (LENGTHS.stream().noneMatch(chosen::contains) && canGrow(TrainConfig.of(settings))) {
      settings.put("epochs", EPOCHS);
      settings.put("start-size", START_SIZE);
      which = ", which grow from %d within %d epochs".formatted(START_SIZE, EPOCHS);
    }
    tell.accept(
        "image-size %d for the drawn flowers%s, so that it takes minutes; --image-size %d takes them as they are"
            .formatted(IMAGE_SIZE, which, network.info().image().height()));
  }

  private static boolean canGrow(TrainConfig config) {
    return StartSize.obstacle(
            config.augment(),
            config.headEpochs(),
            config.unfreeze(),
            config.auxiliaryHeads(),
            config.engine())
        .isEmpty();
  }
}
