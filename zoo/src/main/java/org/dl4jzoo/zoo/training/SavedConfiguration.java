package org.dl4jzoo.zoo.training;

import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * Reads the configuration of a saved network, also where an older build wrote it.
 *
 * <p>Deeplearning4j writes the class names of layers, vertices, losses and schedules ({@code
 * "@class"}) and makes objects of those classes again. It leaves no room for names of our own:
 * {@code ModelSerializer} reads with a mapper that nobody can configure before it is used. So the
 * class names are the format: whoever renames or moves such a class adds its old name to {@link
 * #RENAMED}, and files that bear it load as before.
 */
public final class SavedConfiguration {

  /** Old names of classes, each with today's. */
  private static final Map<String, Class<?>> RENAMED =
      Map.of(
          "org.dl4jzoo.app.train.LearningRateSchedule",
          LearningRateSchedule.class,
          "org.dl4jzoo.app.setting.LearningRateSchedule",
          LearningRateSchedule.class);

  private SavedConfiguration() {}

  /**
   * Reads a configuration.
   *
   * @param json what {@code ComputationGraphConfiguration.toJson} wrote, in this build or an older
   *     one
   * @throws RuntimeException if it is not one, or names a class that is not there; Deeplearning4j
   *     has no type of its own for that
   */
  public static ComputationGraphConfiguration read(String json) {
    String renamed = json;
    for (Map.Entry<String, Class<?>> entry : RENAMED.entrySet()) {
      renamed = renamed.replace(quoted(entry.getKey()), quoted(entry.getValue().getName()));
    }
    return ComputationGraphConfiguration.fromJson(renamed);
  }

  /** Whether an older build wrote this name for one of our classes. */
  public static boolean isOldName(String name) {
    return RENAMED.containsKey(name);
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
