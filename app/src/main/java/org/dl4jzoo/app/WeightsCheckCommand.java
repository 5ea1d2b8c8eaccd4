package org.dl4jzoo.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.Sections;
import org.dl4jzoo.app.weights.OpenWeights;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.weights.PretrainedWeights;
import org.dl4jzoo.zoo.weights.WeightsInfo;
import org.dl4jzoo.zoo.weights.file.StoredTensor;
import org.dl4jzoo.zoo.weights.file.WeightFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zoo weights check}: what a file of weights holds, and whether a network can take it. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what a file of weights holds, if every tensor of it belongs to the network and none of"
          + " the network's is missing.",
      "Else says which tensor is wrong and how, and ends with exit code 2."
    })
final class WeightsCheckCommand extends ZooCommand {

  @Parameters(paramLabel = "FILE", description = "A .safetensors, .pth, .h5 or .keras file.")
  private Path file;

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "The network.")
  private String model;

  @Override
  int execute() {
    Architecture architecture = Models.named(model);
    Map<String, Map<String, Object>> findings = new LinkedHashMap<>();
    try (OpenWeights weights = OpenWeights.open(file, architecture)) {
      weights.notes().forEach(display()::line);
      findings.put("file", fileFindings(weights));
      findings.put("network", networkFindings(weights.content(), architecture));
      findings.put("use", use(weights.info()));
    }
    out().print(json() ? Json.pretty(findings) : Sections.of(findings));
    return ExitCode.OK;
  }

  private static Map<String, Object> fileFindings(OpenWeights weights) {
    WeightFile file = weights.content().file();
    Map<String, Object> findings = new LinkedHashMap<>();
    findings.put("path", weights.file().toString());
    findings.put("format", file.format());
    findings.put("tensors", file.tensors().size());
    findings.put(
        "numbers", file.tensors().values().stream().mapToLong(StoredTensor::elements).sum());
    findings.put("sha256", weights.info().sha256());
    findings.put("source", weights.info().source());
    return findings;
  }

  private static Map<String, Object> networkFindings(
      PretrainedWeights weights, Architecture architecture) {
    ModelOptions options = weights.options();
    Map<String, Object> findings = new LinkedHashMap<>();
    findings.put("model", architecture.info().name());
    findings.put("names", weights.scheme().name().toLowerCase(Locale.ROOT));
    findings.put("includeTop", options.includeTop());
    findings.put("classes", options.includeTop() ? options.classes() : null);
    findings.put("alpha", options.alpha());
    findings.put("blocks", options.blocks());
    findings.put("padding", options.padding().name().toLowerCase(Locale.ROOT));
    findings.put("parameters", Models.summary(architecture, options).total());
    findings.values().removeIf(value -> value == null);
    return findings;
  }

  private static Map<String, Object> use(WeightsInfo info) {
    Map<String, Object> findings = new LinkedHashMap<>();
    findings.put("imageSize", info.imageSize());
    findings.put("resize", info.resize().name().toLowerCase(Locale.ROOT));
    findings.put("scale", info.scale().name().toLowerCase(Locale.ROOT));
    List<String> classes = info.classes();
    if (!classes.isEmpty()) {
      findings.put("firstClass", classes.get(0));
      findings.put("lastClass", classes.get(classes.size() - 1));
    }
    return findings;
  }
}
