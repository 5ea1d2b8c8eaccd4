package org.dl4jzoo.app;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.PartTimes;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.FiniteOutput;
import org.dl4jzoo.app.evaluate.Logits;
import org.dl4jzoo.app.evaluate.Prediction;
import org.dl4jzoo.app.precision.InferencePrecision;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.batch.PixelBatch;
import org.dl4jzoo.data.batch.TestTimeAugment;
import org.dl4jzoo.data.folder.ClassMap;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.preprocess.ImageLoader;
import org.dl4jzoo.zoo.inference.CompiledLogits;
import org.dl4jzoo.zoo.inference.FlatWeights;
import org.dl4jzoo.zoo.inference.ImageLogits;
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

  @Mixin private PrecisionFlag precision;

  @Option(
      names = "--timing",
      description =
          "Says on stderr where the time went, from the start of the process on: also what libraries and"
              + " images took is only what was waited for, since they are loaded meanwhile.")
  private boolean timing;

  private PartTimes times;
  private List<String> names;
  private int nameWidth;

  @Override
  void check() {
    times = timing ? new PartTimes() : null;
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
  InferencePrecision precision() {
    return precision.asked();
  }

  @Override
  List<Runnable> earlyLibraries(Engine engine) {
    return engine == Engine.ONEDNN
        ? List.of(CompiledLogits::loadLibrary, ImageLoader::loadLibraries)
        : List.of();
  }

  @Override
  int execute(TrainedWeights weights, Engine engine) {
    ModelCard card = weights.card();
    names = names(card.labels());
    nameWidth = examples().stream().mapToInt(example -> example.name().length()).max().orElse(0);
    tellTemperature(weights);
    ends("backend and model card");
    Optional<FlatWeights> parameters = weights.parameters(engine);
    ends("weights");
    awaitLibraries();
    ends("libraries");
    try (ImageBatches batches = batches(examples(), card, views.views(card))) {
      Iterator<PixelBatch> images = batches.pixels();
      try (ImageLogits network = weights.imageLogits(engine, parameters)) {
        network.prepare(batches.rowsOfFirst());
        ends("compilation");
        while (images.hasNext()) {
          try (PixelBatch batch = images.next()) {
            ends("images");
            answer(batch, network.of(batch.values()), card);
          }
          ends("inference");
        }
      }
      int exitCode = tellUnreadable(batches, paths());
      if (timing) {
        times.lines().forEach(display()::line);
      }
      return exitCode;
    }
  }

  private void ends(String part) {
    if (timing) {
      times.end(part);
    }
  }

  private void answer(PixelBatch batch, float[][] logitsOfViews, ModelCard card) {
    List<Example> examples = batch.examples();
    float[][] outputs = FiniteOutput.checked(logitsOfViews, examples);
    float[][] scores = card.scoring(outputs.length / examples.size()).scores(outputs);
    for (int n = 0; n < scores.length; n++) {
      String file = examples.get(n).name();
      Prediction prediction =
          Prediction.of(file, Logits.softmax(scores[n]), names, top.most())
              .withTemperature(card.temperature());
      print(logits ? prediction.withLogits(outputs[n]) : prediction);
    }
    out().flush();
  }

  private List<String> names(List<String> labels) {
    return classMap == null ? labels : ClassMap.read(classMap).namesOf(labels, display()::line);
  }

  private void print(Prediction prediction) {
    if (json()) {
      out().println(Json.line(prediction));
    } else {
      prediction.lines(nameWidth).forEach(out()::println);
    }
  }
}
