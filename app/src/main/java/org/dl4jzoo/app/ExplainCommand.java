package org.dl4jzoo.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.Printable;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.FiniteOutput;
import org.dl4jzoo.app.evaluate.Logits;
import org.dl4jzoo.app.evaluate.Ranking;
import org.dl4jzoo.app.evaluate.Temperature;
import org.dl4jzoo.app.report.HeatMap;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.zoo.device.CurrentDevice;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.GradCam;
import org.dl4jzoo.zoo.model.Models;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code zoo explain}: where in an image a network sees a class. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "zoo explain [OPTIONS] RUN IMAGE|DIR...",
      "zoo explain [OPTIONS] --model NAME [--weights imagenet|NAME|FILE] IMAGE|DIR..."
    },
    description = {
      "Shows where in an image a network sees a class (Grad-CAM on its last feature map).",
      "Writes a PNG per image: the image as the network takes it, and beside it the same with"
          + " colours, the brighter the more speaks for the class."
    })
final class ExplainCommand extends ImagesCommand {

  private static final int SIDE = 448;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "Class that is looked for (default: the most probable one of each image).")
  private String className;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "explained",
      description = "Folder of the pictures (default: ${DEFAULT-VALUE}).")
  private Path output;

  private final Set<String> used = new HashSet<>();

  @Override
  int execute(TrainedWeights weights, Engine engine) {
    ModelCard card = weights.card();
    Integer asked = askedClass(card.labels());
    ComputationGraph classifier = weights.classifier(engine);
    if (CurrentDevice.get().isPresent()) {
      display().line("heat maps are computed on the CPU: a GPU has no gradients of an image here");
    }
    HeatMap heat = new HeatMap(card.preprocessing(), SIDE);
    createOutput();
    tellTemperature(weights);
    try (Inference network = card.logits(classifier);
        GradCam gradCam = GradCam.of(classifier, Models.named(card.model()), card.options());
        ImageBatches batches = batches(examples(), card)) {
      for (Batch each : batches.epoch(0)) {
        try (Batch batch = each) {
          float[][] logits = FiniteOutput.rows(network.of(batch.images()), batch);
          float[][] scores = card.scoring(1).scores(logits);
          for (int n = 0; n < logits.length; n++) {
            int index = asked == null ? Ranking.of(logits[n], 1).get(0) : asked;
            Example example = batch.examples().get(n);
            Path picture = picture(example.file(), card.labels().get(index));
            heat.write(picture, example.file(), gradCam.map(image(batch, n), index));
            double probability = Logits.softmax(scores[n])[index];
            print(example, card.labels().get(index), card.temperature(), probability, picture);
          }
        }
      }
      return tellUnreadable(batches, paths());
    }
  }

  private static INDArray image(Batch batch, int n) {
    INDArrayIndex all = NDArrayIndex.all();
    return batch.images().get(NDArrayIndex.interval(n, n + 1), all, all, all).dup('c');
  }

  /** Null where each image's most probable class is looked for. */
  private Integer askedClass(List<String> labels) {
    if (className == null) {
      return null;
    }
    int index = labels.indexOf(className);
    if (index < 0) {
      throw new UsageException(
          "class must be one of the network's, such as %s; got %s"
              .formatted(labels.get(0), className));
    }
    return index;
  }

  private void createOutput() {
    try {
      Files.createDirectories(output);
    } catch (IOException e) {
      throw UsageException.cannotWrite(output, e);
    }
  }

  /** Images of one name in several folders get a number. */
  private Path picture(Path image, String label) {
    String file = image.getFileName().toString();
    int dot = file.lastIndexOf('.');
    String base =
        (dot > 0 ? file.substring(0, dot) : file)
            + "-"
            + label.replaceAll("[^\\p{L}\\p{N}._-]", "_");
    String name = base;
    for (int number = 2; !used.add(name); number++) {
      name = base + "-" + number;
    }
    return output.resolve(name + ".png");
  }

  private void print(
      Example example, String label, Temperature temperature, double probability, Path picture) {
    if (json()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("file", example.name());
      line.put("class", label);
      line.put("probability", probability);
      if (temperature != null) {
        line.put("temperature", temperature);
      }
      line.put("picture", picture.toString());
      out().println(Json.line(line));
      return;
    }
    out()
        .println(
            Printable.line(
                String.format(
                    Locale.ROOT,
                    "%s  %5.1f %%  %s  %s",
                    example.name(),
                    100 * probability,
                    label,
                    picture)));
  }
}
