package org.dl4jzoo.app;

import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.InputFile;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.report.WeightsTable;
import org.dl4jzoo.app.weights.LocatedWeights;
import org.dl4jzoo.app.weights.WeightCache;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.weights.PublishedWeights;
import org.dl4jzoo.zoo.weights.WeightCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zoo weights}: pretrained weights, published and here. Starts no ND4J. */
@Command(
    name = "weights",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the published weights that the networks can take: accuracy on ImageNet, size, whether"
          + " they were downloaded, hash and address.",
      "The commands below download, check and write weights."
    },
    subcommands = {WeightsCommand.Get.class, WeightsCheckCommand.class, WeightsExportCommand.class})
final class WeightsCommand extends ZooCommand {

  private static final double MEBIBYTE = 1 << 20;

  @Option(names = "--model", paramLabel = "NAME", description = "Those of one network only.")
  private String model;

  @Override
  int execute() {
    List<PublishedWeights> listed =
        model == null ? WeightCatalog.all() : WeightCatalog.of(Models.named(model).info().name());
    WeightCache cache = WeightCache.standard();
    List<WeightsTable.Row> rows = listed.stream().map(weights -> row(weights, cache)).toList();
    out().print(json() ? Json.pretty(rows) : WeightsTable.of(rows));
    return ExitCode.OK;
  }

  private static WeightsTable.Row row(PublishedWeights weights, WeightCache cache) {
    Path cached = cache.has(weights) ? cache.path(weights) : null;
    return new WeightsTable.Row(
        weights.model(),
        weights.name(),
        weights.byDefault(),
        weights.top1(),
        weights.top5(),
        cached == null ? weights.mebibytes() : Double.valueOf(InputFile.bytes(cached) / MEBIBYTE),
        cached == null ? null : cached.toString(),
        weights.file(),
        weights.digest() == null ? null : weights.digest().toString(),
        weights.url() == null ? null : weights.url().toString(),
        weights.source());
  }

  /** {@code zoo weights get}: downloads published weights. */
  @Command(
      name = "get",
      mixinStandardHelpOptions = true,
      description = {
        "Downloads published weights into the cache folder and checks their hash.",
        "JSON has one object per file, each on a line."
      })
  static final class Get extends ZooCommand {

    @Parameters(
        arity = "1..*",
        paramLabel = "MODEL[/NAME]",
        description = "Such as mobilenetv2/keras; without a name the network's default.")
    private List<String> names;

    @Override
    int execute() {
      List<PublishedWeights> wanted = names.stream().map(Get::named).toList();
      for (PublishedWeights weights : wanted) {
        LocatedWeights here = WeightCache.standard().obtain(weights, display());
        out()
            .println(
                json()
                    ? Json.line(here.toMap())
                    : "%s  %s".formatted(here.info().sha256(), here.file()));
        out().flush();
      }
      return ExitCode.OK;
    }

    private static PublishedWeights named(String fullName) {
      String[] parts = fullName.split("/", 2);
      String model = Models.named(parts[0]).info().name();
      return parts.length == 1
          ? WeightCatalog.defaultOf(model)
          : WeightCatalog.named(model, parts[1]);
    }
  }
}
