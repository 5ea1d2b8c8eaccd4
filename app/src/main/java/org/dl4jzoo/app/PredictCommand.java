package org.dl4jzoo.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dl4jzoo.app.report.Json;
import org.dl4jzoo.app.report.Prediction;
import org.dl4jzoo.app.report.Probabilities;
import org.dl4jzoo.app.train.RunFolder;
import org.dl4jzoo.data.Batch;
import org.dl4jzoo.data.BatchSettings;
import org.dl4jzoo.data.Example;
import org.dl4jzoo.data.ImageBatches;
import org.dl4jzoo.data.Unreadable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code zoo predict}: says what is on images. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Says what is on images: the most probable classes of a trained network.")
final class PredictCommand implements Callable<Integer> {

  private static final int BATCH_SIZE = 32;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a training.")
  private Path runPath;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE|DIR",
      description = "Images, and folders of images at any depth.")
  private List<Path> inputs;

  @Option(
      names = "--top",
      paramLabel = "K|all",
      defaultValue = "3",
      converter = Top.Parser.class,
      description = "How many classes an image (default: ${DEFAULT-VALUE}).")
  private Top top;

  @Option(
      names = "--checkpoint",
      paramLabel = "best|last",
      defaultValue = "best",
      description = "Which network of the run (default: ${DEFAULT-VALUE}).")
  private CheckpointChoice checkpoint;

  @Option(
      names = "--json",
      description =
          "Print one JSON object a line on stdout: file, and top with index, class and probability.")
  private boolean json;

  @Mixin private BackendOptions backend;

  @Override
  public Integer call() {
    RunFolder run = RunFolder.open(runPath);
    List<Example> examples = ImageFiles.in(inputs).stream().map(Example::unlabelled).toList();
    backend.select(spec.commandLine().getErr());
    TrainedModel model = TrainedModel.open(run, checkpoint);
    BatchSettings settings =
        BatchSettings.evaluation(model.preprocessing(), model.labels().size(), BATCH_SIZE);
    int nameWidth = examples.stream().mapToInt(example -> example.name().length()).max().orElse(0);
    try (ImageBatches batches = new ImageBatches(examples, settings)) {
      for (Batch batch : batches.epoch(0)) {
        answer(model, batch, nameWidth);
      }
      return complain(batches.skipped());
    }
  }

  private void answer(TrainedModel model, Batch batch, int nameWidth) {
    PrintWriter out = spec.commandLine().getOut();
    float[][] probabilities = Probabilities.of(model.network(), batch);
    for (int n = 0; n < probabilities.length; n++) {
      Prediction prediction =
          Prediction.of(
              batch.examples().get(n).name(), probabilities[n], model.labels(), top.most());
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
