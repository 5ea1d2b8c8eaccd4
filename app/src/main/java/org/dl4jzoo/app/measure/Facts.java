package org.dl4jzoo.app.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jzoo.app.backend.Cpu;
import org.dl4jzoo.app.backend.ResidentMemory;
import org.dl4jzoo.app.console.Version;
import org.dl4jzoo.app.precision.InferencePrecision;
import org.dl4jzoo.app.report.page.Cost;
import org.dl4jzoo.app.report.page.Subject.Fact;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.data.batch.TestTimeAugment;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.summary.ModelSummary;

/** What a report tells of a network beside how good it is. */
final class Facts {

  private Facts() {}

  static Cost cost(ModelCard card, Path file, Speed speed) {
    ModelSummary summary = Models.summary(Models.named(card.model()), card.options());
    return new Cost(
        summary.trainable(),
        summary.macs(),
        size(file),
        speed.imagesPerSecond(),
        speed.batch(),
        speed.median(),
        speed.slow(),
        ResidentMemory.peakBytes());
  }

  private static Long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException goneMeanwhile) {
      return null;
    }
  }

  /**
   * The model card.
   *
   * @param images what is known of those it was trained on
   * @param augment which views of an image were answered
   * @param precision what was computed with
   * @param skipped images that couldn't be read
   */
  static List<Fact> card(
      ModelCard card,
      Path file,
      List<Fact> images,
      TestTimeAugment augment,
      InferencePrecision precision,
      int skipped) {
    Architecture architecture = Models.named(card.model());
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Network", "%s (%s)".formatted(card.model(), architecture.info().paper())));
    options(card.options(), facts);
    facts.add(new Fact("Classes", String.valueOf(card.labels().size())));
    facts.add(new Fact("Images", preprocessing(card.preprocessing())));
    facts.add(new Fact("Views of an image", views(augment)));
    facts.add(new Fact("Computed in", precision.toString()));
    facts.add(new Fact("Network's file", file.toString()));
    facts.add(
        new Fact(
            "Weights it began with", card.weights() == null ? "random" : card.weights().origin()));
    facts.add(new Fact("Trained on", card.data() == null ? "not known" : card.data()));
    facts.addAll(images);
    facts.add(
        new Fact(
            "Temperature", card.temperature() == null ? "none" : card.temperature().toString()));
    facts.add(new Fact("Images that could not be read", String.valueOf(skipped)));
    facts.add(
        new Fact(
            "Made by",
            "zoo %s on Deeplearning4j %s, Java %s, %s"
                .formatted(
                    Version.number(),
                    Version.deeplearning4j(),
                    Runtime.version().feature(),
                    Cpu.detect().model())));
    facts.add(
        new Fact(
            "Limits",
            "The numbers hold for images like these. An image of none of the classes is given to one all the same."));
    return facts;
  }

  /** The settings of the training, by the names of their flags. */
  static List<Fact> settings(ModelCard card) {
    return card.settings().entrySet().stream()
        .map(setting -> new Fact(setting.getKey(), setting.getValue()))
        .toList();
  }

  private static String views(TestTimeAugment augment) {
    return augment == TestTimeAugment.OFF
        ? augment.text()
        : "%s (mean of the probabilities)".formatted(augment.text());
  }

  private static void options(ModelOptions options, List<Fact> facts) {
    if (options.alpha() != null) {
      facts.add(new Fact("Width multiplier", options.alpha().toString()));
    }
    if (options.blocks() != null) {
      facts.add(new Fact("Blocks per stage", options.blocks().toString()));
    }
  }

  private static String preprocessing(Preprocessing preprocessing) {
    return "%d×%d×%d, %s, scale %s"
        .formatted(
            preprocessing.height(),
            preprocessing.width(),
            preprocessing.channels(),
            preprocessing.resize().name().toLowerCase(Locale.ROOT),
            preprocessing.scale().name().toLowerCase(Locale.ROOT));
  }
}
