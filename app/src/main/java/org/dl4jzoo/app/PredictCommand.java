package org.dl4jzoo.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.Logits;
import org.dl4jzoo.app.evaluate.Prediction;
import org.dl4jzoo.app.evaluate.Probabilities;
import org.dl4jzoo.app.images.ImageFiles;
import org.dl4jzoo.app.run.Classifier;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSettings;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Unreadable;
import org.dl4jzoo.zoo.layer.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code zoo predict}: says what is on images. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "zoo predict [OPTIONS] RUN IMAGE|DIR...",
      "zoo predict [OPTIONS] --model NAME [--weights imagenet|NAME|FILE] IMAGE|DIR..."
    },
    description =
        "Says what is on images: the most probable classes of a trained network, or of one with"
            + " pretrained weights.")
final class PredictCommand implements Callable<Integer> {

  private static final int BATCH_SIZE = 32;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE|DIR",
      description = {
        "Images, and folders of images at any depth;",
        "without --model the folder of a training before them."
      })
  private List<Path> paths;

  @Mixin private NetworkFlags flags;

  @Option(
      names = "--top",
      paramLabel = "K|all",
      defaultValue = "3",
      converter = TopK.Parser.class,
      description = "How many classes an image (default: ${DEFAULT-VALUE}).")
  private TopK top;

  @Option(
      names = "--json",
      description =
          "Print one JSON object a line on stdout: file, and top with index, class and probability.")
  private boolean json;

  @Option(
      names = "--logits",
      description =
          "Add to the JSON, as logits, what the classifier gives before softmax, in the order of"
              + " the classes.")
  private boolean logits;

  @Mixin private BackendOptions backend;

  @Override
  public Integer call() {
    if (logits && !json) {
      throw new UsageException("--logits needs --json");
    }
    Path run = flags.pretrained() ? null : RunFolder.open(paths.get(0)).path();
    List<Example> examples = ImageFiles.in(images()).stream().map(Example::unlabelled).toList();
    PrintWriter err = spec.commandLine().getErr();
    Engine engine = backend.select(err);
    Classifier classifier = flags.open(run, engine, ProgressDisplay.on(err));
    if (logits) {
      Logits.expose(classifier.network());
    }
    BatchSettings settings =
        BatchSettings.evaluation(
            classifier.preprocessing(), classifier.labels().size(), BATCH_SIZE);
    int nameWidth = examples.stream().mapToInt(example -> example.name().length()).max().orElse(0);
    try (ImageBatches batches = new ImageBatches(examples, settings)) {
      for (Batch batch : batches.epoch(0)) {
        answer(classifier, batch, nameWidth);
      }
      return complain(batches.skipped());
    }
  }

  private List<Path> images() {
    List<Path> images = flags.pretrained() ? paths : paths.subList(1, paths.size());
    if (images.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Missing required parameter: 'IMAGE|DIR' after the run folder");
    }
    return images;
  }

  private void answer(Classifier classifier, Batch batch, int nameWidth) {
    PrintWriter out = spec.commandLine().getOut();
    float[][] outputs = Probabilities.of(classifier.network(), batch);
    for (int n = 0; n < outputs.length; n++) {
      String file = batch.examples().get(n).name();
      float[] probabilities = logits ? Logits.softmax(outputs[n]) : outputs[n];
      Prediction prediction = Prediction.of(file, probabilities, classifier.labels(), top.most());
      if (logits) {
        prediction = prediction.withLogits(outputs[n]);
      }
      if (json) {
        out.println(Json.line(prediction));
      } else {
        prediction.lines(nameWidth).forEach(out::println);
      }
    }
    out.flush();
  }

  private int complain(List<Unreadable> skipped) {
    PrintWriter err = spec.commandLine().getErr();
    for (Unreadable file : skipped) {
      err.println("error: cannot read %s: %s".formatted(file.example().file(), file.reason()));
    }
    return skipped.isEmpty() ? ExitCode.OK : ExitCode.USAGE;
  }
}
