package org.dl4jzoo.app;

import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.FiniteOutput;
import org.dl4jzoo.app.evaluate.Logits;
import org.dl4jzoo.app.evaluate.Prediction;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.batch.InputViews;
import org.dl4jzoo.data.batch.TestTimeAugment;
import org.dl4jzoo.data.folder.ClassMap;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.layer.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code zoo predict}: says what is on images. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "zoo predict [OPTIONS] RUN IMAGE|DIR...",
      "zoo predict [OPTIONS] --model NAME [--weights imagenet|NAME|FILE] IMAGE|DIR..."
    },
    description = {
      "Says what is on images: the most probable classes of a trained network, or of one with"
          + " pretrained weights.",
      "JSON has one object per line: file, and top with index, class and probability."
    })
final class PredictCommand extends ImagesCommand {

  @Option(
      names = "--top",
      paramLabel = "K|all",
      defaultValue = "3",
      converter = TopK.Parser.class,
      description = "Classes per image, the most probable first (default: ${DEFAULT-VALUE}).")
  private TopK top;

  @Option(
      names = "--logits",
      description =
          "Adds the logits to the JSON: the classifier's outputs before softmax, in the order of the"
              + " classes.")
  private boolean logits;

  @Option(
      names = "--class-map",
      paramLabel = "FILE",
      description =
          "Names to show for the network's classes: a line each, the class first, or JSON by class or"
              + " by index, such as Keras's imagenet_class_index.json.")
  private Path classMap;

  @Mixin private ViewFlags views;

  @Mixin private InferencePrecision.Flag precision;

  @Override
  void check() {
    if (logits && !json()) {
      throw new UsageException("--logits needs --json");
    }
    if (logits && views.augment() != TestTimeAugment.OFF) {
      throw new UsageException(
          "--logits are those of one view; got --test-time-augment " + views.augment());
    }
    super.check();
  }

  @Override
  boolean int8() {
    return precision.isInt8();
  }

  @Override
  int execute(TrainedWeights weights, Engine engine) {
    List<String> names = names(weights.card().labels());
    int nameWidth =
        examples().stream().mapToInt(example -> example.name().length()).max().orElse(0);
    ModelCard card = weights.card();
    InputViews shown = views.views(card);
    tellTemperature(weights);
    try (Inference network = weights.logits(engine);
        ImageBatches batches = batches(examples(), card, shown)) {
      for (Batch batch : batches.epoch(0)) {
        float[][] outputs = FiniteOutput.rows(network.of(batch.images()), batch);
        float[][] scores = card.scoring(shown.count()).scores(outputs);
        for (int n = 0; n < scores.length; n++) {
          String file = batch.examples().get(n).name();
          Prediction prediction =
              Prediction.of(file, Logits.softmax(scores[n]), names, top.most())
                  .withTemperature(card.temperature());
          print(logits ? prediction.withLogits(outputs[n]) : prediction, nameWidth);
        }
        out().flush();
      }
      return tellUnreadable(batches, paths());
    }
  }

  private List<String> names(List<String> labels) {
    return classMap == null ? labels : ClassMap.read(classMap).namesOf(labels, display()::line);
  }

  private void print(Prediction prediction, int nameWidth) {
    if (json()) {
      out().println(Json.line(prediction));
    } else {
      prediction.lines(nameWidth).forEach(out()::println);
    }
  }
}
