package org.dl4jzoo.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.CheckpointChoice;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainedModel;
import org.dl4jzoo.app.weights.InputTerms;
import org.dl4jzoo.app.weights.LocatedWeights;
import org.dl4jzoo.app.weights.WeightFileInfo;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.weights.WeightExport;
import org.dl4jzoo.zoo.weights.WeightsInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code zoo weights export}: writes a run's network for PyTorch or Keras. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the weights of a run's network so that others can load them: safetensors with"
          + " torchvision's names for PyTorch, h5 in Keras Applications' layout for Keras.",
      "Classes and preprocessing go into the safetensors file, or beside the h5 as FILE.json."
    })
final class WeightsExportCommand implements Callable<Integer> {

  /** The files that can be written. */
  enum Format {
    SAFETENSORS,
    H5
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The folder of a training.")
  private Path runPath;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "safetensors|h5",
      description = "For PyTorch or for Keras.")
  private Format format;

  @Option(names = "--output", required = true, paramLabel = "FILE", description = "The new file.")
  private Path output;

  @Option(
      names = "--checkpoint",
      paramLabel = "best|last",
      defaultValue = "best",
      description = "Which network of the run (default: ${DEFAULT-VALUE}).")
  private CheckpointChoice checkpoint;

  @Option(names = "--json", description = "Print what was written as JSON on stdout.")
  private boolean json;

  @Mixin private BackendOptions backend;

  @Override
  public Integer call() {
    RunFolder run = RunFolder.open(runPath);
    if (Files.isDirectory(output)) {
      throw new UsageException("the output %s must be a file; it is a folder".formatted(output));
    }
    backend.select(spec.commandLine().getErr());
    TrainedModel trained = TrainedModel.open(run, checkpoint);
    Architecture architecture = Models.named(trained.config().model());
    ModelOptions options = trained.config().modelOptions(trained.labels().size());
    ModelCard card = Checkpoint.readCard(checkpoint.of(run));
    WeightsInfo info = info(run, trained, card.source("trained on " + trained.config().data()));
    OutputFile.make(
        output,
        temporary ->
            WeightExport.write(
                trained.network(),
                architecture,
                options,
                scheme(architecture, options),
                WeightFileInfo.toMetadata(info),
                temporary));
    if (format == Format.H5) {
      WeightFileInfo.writeBeside(output, info);
    }
    spec.commandLine()
        .getOut()
        .println(json ? Json.line(written(info).toMap()) : "weights: " + output);
    return ExitCode.OK;
  }

  private LocatedWeights written(WeightsInfo info) {
    return new LocatedWeights(output, info.withSha256(WeightFileInfo.sha256(output)));
  }

  /** The paper's GoogLeNet has Caffe's names, as torchvision has no such network. */
  private NameScheme scheme(Architecture architecture, ModelOptions options) {
    if (format == Format.H5) {
      return NameScheme.KERAS;
    }
    boolean torchvision =
        architecture.names(options).stream()
            .anyMatch(names -> names.scheme() == NameScheme.TORCHVISION);
    return torchvision ? NameScheme.TORCHVISION : NameScheme.CAFFE;
  }

  private static WeightsInfo info(RunFolder run, TrainedModel trained, String source) {
    Preprocessing preprocessing = trained.preprocessing();
    Path name = run.path().toAbsolutePath().normalize().getFileName();
    return new WeightsInfo(
        trained.config().model(),
        String.valueOf(name),
        source,
        null,
        preprocessing.height(),
        InputTerms.scale(preprocessing.scale()),
        InputTerms.resize(preprocessing.resize()),
        trained.labels(),
        null,
        null);
  }
}
