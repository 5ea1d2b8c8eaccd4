package org.dl4jzoo.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.InputFile;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.CheckpointChoice;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.weights.LocatedWeights;
import org.dl4jzoo.app.weights.WeightFileInfo;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.weights.WeightExport;
import org.dl4jzoo.zoo.weights.WeightsInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zoo weights export}: writes a run's network for PyTorch or Keras. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the weights of a run's network so that others can load them: safetensors with"
          + " torchvision's names for PyTorch, h5 in Keras Applications' layout for Keras.",
      "Classes and preprocessing go into the safetensors file, or beside the h5 as FILE.json."
    })
final class WeightsExportCommand extends ZooCommand {

  /** The files that can be written. */
  enum Format {
    SAFETENSORS,
    H5
  }

  @Parameters(paramLabel = "RUN", description = "The run folder of a training.")
  private Path runPath;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "safetensors|h5",
      description = "Format of the file: safetensors for PyTorch, h5 for Keras.")
  private Format format;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The file to write.")
  private Path output;

  @Option(
      names = "--checkpoint",
      paramLabel = "best|last",
      defaultValue = "best",
      description =
          "Which checkpoint of the run: the one with the best validation result, or the last"
              + " (default: ${DEFAULT-VALUE}).")
  private CheckpointChoice checkpoint;

  @Mixin private BackendOptions backend;

  private RunFolder run;

  @Override
  void check() {
    run = RunFolder.open(runPath);
    if (Files.isDirectory(output)) {
      throw new UsageException("the output %s must be a file; it is a folder".formatted(output));
    }
  }

  @Override
  int execute() {
    Engine engine = backend.select(err());
    try (CheckpointWeights weights = CheckpointWeights.open(checkpoint.of(run))) {
      ModelCard card = weights.card();
      Path name = run.path().toAbsolutePath().normalize().getFileName();
      String maker = "trained on " + withoutFolders(run.images(card).source());
      WeightsInfo info = card.asWeights(String.valueOf(name), maker, null);
      write(weights, engine, info);
      if (card.temperature() != null) {
        display()
            .line(
                "%s has the weights as they are; calibrated probabilities are the softmax of its logits divided by the temperature %s"
                    .formatted(output, card.temperature()));
      }
      out().println(json() ? Json.line(toMap(info, card)) : "weights: " + output);
      return ExitCode.OK;
    }
  }

  /** The file goes to other machines, where the folders of this one mean nothing. */
  private static Path withoutFolders(String source) {
    Path name = Path.of(source).getFileName();
    return name == null ? Path.of(source) : name;
  }

  private void write(CheckpointWeights weights, Engine engine, WeightsInfo info) {
    ModelOptions options = weights.card().options();
    Architecture architecture = Models.named(weights.card().model());
    NameScheme scheme = scheme(architecture, options);
    Map<String, String> metadata = WeightFileInfo.toMetadata(info);
    ComputationGraph network = weights.classifier(engine);
    OutputFile.make(
        output,
        temporary ->
            WeightExport.write(network, architecture, options, scheme, metadata, temporary));
    if (format == Format.H5) {
      WeightFileInfo.writeBeside(output, info);
    }
  }

  private Map<String, Object> toMap(WeightsInfo info, ModelCard card) {
    LocatedWeights written = new LocatedWeights(output, info.withSha256(InputFile.sha256(output)));
    Map<String, Object> map = new LinkedHashMap<>(written.toMap());
    if (card.temperature() != null) {
      map.put("temperature", card.temperature());
    }
    return map;
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
}
