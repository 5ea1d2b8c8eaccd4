package org.dl4jzoo.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.dl4jzoo.app.setting.Setting;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The flags of {@code zoo train} that are settings of the training. Their types are those of {@link
 * org.dl4jzoo.app.setting.TrainConfig}; what each is for and what it is by default stands here
 * only.
 */
class SettingFlags implements IModelTransformer {

  /**
   * A flag.
   *
   * @param setting its name, without the dashes
   * @param defaultValue null where the network or the machine decides
   * @param description a sentence for the help
   */
  private record Flag(String setting, String defaultValue, String description) {}

  private static final List<Flag> FLAGS =
      List.of(
          flag("model", "resnet18", "The network; zoo models lists them."),
          flag(
              "data",
              "sample",
              "The images: sample (drawn flowers), tf_flowers (photos, downloaded once), or a"
                  + " folder with one sub-folder a class."),
          flag(
              "weights",
              "none",
              "What the network begins with: none (random weights), a file of weights, a checkpoint"
                  + " of a run, or imagenet, keras, torchvision, timm (published ones)."),
          flag(
              "unfreeze",
              "all",
              "What is trained after the classifier alone: all layers, none, or those from a stage"
                  + " on, such as stage5."),
          flag(
              "head-epochs",
              "0",
              "Epochs in which the classifier alone is trained, before all others."),
          flag("head-learning-rate", "3e-3", "Of the optimizer in these epochs."),
          flag(
              "views",
              "4",
              "Variations of each training image in these epochs: itself, its mirror image, and"
                  + " others as --augment draws them."),
          flag(
              "norm-statistics",
              "batch",
              "What batch norm normalises by in training: mean and variance of the batch, or those"
                  + " of the weights, which then stay fixed."),
          flag("backend", "auto", "What computes."),
          flag("engine", null, "Whose layers compute; by default the fastest on the backend."),
          flag(
              "memory",
              "normal",
              "How much memory the training takes: low computes batch norm, activation and"
                  + " concatenation again in the backward pass, with the same results."),
          flag(
              "precision",
              "float32",
              "What convolutions multiply in training; bf16 is faster only on CPUs with AMX or fast"
                  + " AVX512-BF16."),
          flag("batch-size", "32", "Images a step."),
          flag("epochs", "10", "Passes over the training images."),
          flag("learning-rate", "1e-3", "Of the optimizer, after the warm-up."),
          flag(
              "optimizer",
              "adam",
              "What turns gradients into steps; sgd has Nesterov momentum 0.9."),
          flag(
              "schedule",
              "cosine",
              "How the learning rate goes: cosine falls to 0 along half a cosine, step divides it"
                  + " by 10 after each third of the training."),
          flag("warmup-epochs", "0", "Epochs in which the learning rate rises to its value."),
          flag(
              "weight-decay",
              "0",
              "Of weights, never of biases and batch norm: added to the gradient; with adamw,"
                  + " taken from the weights themselves."),
          flag("label-smoothing", "0", "How much of the target is spread over all classes."),
          flag(
              "mixup",
              "0",
              "Mixes each image with another, by shares from a Beta distribution with this alpha."),
          flag("class-weights", "none", "How much the images of each class count in the loss."),
          flag("accumulate", "1", "Batches whose gradients make one step."),
          flag(
              "ema-decay",
              "0",
              "Of an average of the weights, which is then validated and kept as the best; 0 for"
                  + " none."),
          flag("patience", null, "Ends the training after so many epochs without a better one."),
          flag(
              "backbone-lr-factor",
              "1",
              "Learning rate of all layers before the classifier, as a share of its own."),
          flag("augment", "light", "How much training images are varied."),
          flag("seed", "42", "Of weights, split, order, augmentation and dropout."),
          flag(
              "image-size",
              null,
              "Height and width in pixels; by default those of the weights, or the network's own. zoo"
                  + " finetune takes 288 for 224 where the classifier sees the mean of a map."),
          flag("channels", null, "3 for colour, 1 for grey; by default the network's own."),
          flag(
              "resize",
              null,
              "How an image gets that size; by default as the weights want it, or squash."),
          flag("cache", "auto", "Where decoded images are kept for the next epoch."),
          flag(
              "dropout",
              null,
              "Probability of dropping a value before the classifier; by default the network's"
                  + " own."),
          flag(
              "padding",
              null,
              "Whose form of the network, torch or tf (Keras's), which differ in padding, epsilon and"
                  + " ResNet's bottleneck; by default that of the weights, or torch."),
          flag("alpha", null, "Width multiplier of mobilenetv2; by default 1."),
          flag("blocks", null, "Blocks a stage of a resnet, such as 2,2,2,2."),
          flag("auxiliary-heads", "false", "Train googlenet's two side classifiers too."),
          flag(
              "threads",
              String.valueOf(Runtime.getRuntime().availableProcessors()),
              "Threads that read images; OMP_NUM_THREADS sets those that compute."),
          flag("max-steps", null, "Ends the training after so many steps."));

  private static Flag flag(String setting, String defaultValue, String description) {
    return new Flag(setting, defaultValue, description);
  }

  private final Map<String, String> otherDefaults;

  /** The flags as {@code zoo train} has them. */
  SettingFlags() {
    this(Map.of());
  }

  /** The flags with other defaults for some settings. */
  SettingFlags(Map<String, String> otherDefaults) {
    this.otherDefaults = Map.copyOf(otherDefaults);
  }

  @Override
  public CommandSpec transform(CommandSpec command) {
    for (Flag flag : FLAGS) {
      String defaultValue = otherDefaults.getOrDefault(flag.setting(), flag.defaultValue());
      Flag own = new Flag(flag.setting(), defaultValue, flag.description());
      command.addOption(option(own, Setting.named(flag.setting()).orElseThrow()));
    }
    return command;
  }

  private static OptionSpec option(Flag flag, Setting setting) {
    OptionSpec.Builder option =
        OptionSpec.builder("--" + setting.name())
            .description(flag.description() + shownDefault(flag))
            .defaultValue(flag.defaultValue());
    if (setting.isSwitch()) {
      return option.type(Boolean.class).arity("0").build();
    }
    return option.type(String.class).arity("1").paramLabel(setting.choices()).build();
  }

  private static String shownDefault(Flag flag) {
    return flag.defaultValue() == null ? "" : " Default: " + flag.defaultValue() + ".";
  }

  /** What {@code zoo train} takes for the settings of which nothing is said. */
  static Map<String, Object> defaults() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Flag flag : FLAGS) {
      if (flag.defaultValue() != null) {
        Setting setting = Setting.named(flag.setting()).orElseThrow();
        values.put(setting.name(), setting.parse(flag.defaultValue()));
      }
    }
    return values;
  }

  /** The flags' values by setting, defaults included. */
  static Map<String, Object> all(CommandSpec command) {
    return values(command, option -> true);
  }

  /** The values of the flags that were given. */
  static Map<String, Object> given(CommandSpec command) {
    return values(
        command, option -> command.commandLine().getParseResult().hasMatchedOption(option));
  }

  private static Map<String, Object> values(CommandSpec command, Predicate<OptionSpec> which) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Flag flag : FLAGS) {
      OptionSpec option = command.findOption("--" + flag.setting());
      if (option.getValue() != null && which.test(option)) {
        Setting setting = Setting.named(flag.setting()).orElseThrow();
        values.put(setting.name(), setting.parse(option.getValue()));
      }
    }
    return values;
  }
}
