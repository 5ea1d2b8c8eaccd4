package org.dl4jzoo.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dl4jzoo.app.average.CheckpointMean;
import org.dl4jzoo.app.average.OwnValidation;
import org.dl4jzoo.app.average.Shares;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.Tables;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TopCheckpoints;
import org.dl4jzoo.zoo.layer.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zoo average}: a network whose weights are the mean of those of several checkpoints. */
@Command(
    name = "average",
    mixinStandardHelpOptions = true,
    description = {
      "Averages the weights of checkpoints of one network, as of the best epochs of a training.",
      "Batch norm's running statistics are averaged too. Tells the validation accuracy of each"
          + " checkpoint and of the average where the run's images are at hand."
    })
final class AverageCommand extends ZooCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN|CHECKPOINT",
      description =
          "Checkpoints, or run folders: of a run those that zoo train --save-top kept, or best.zip"
              + " where it kept none.")
  private List<Path> paths;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "The checkpoint to write (default: average.zip in the run folder, where all are of one"
              + " run).")
  private Path output;

  @Option(
      names = "--shares",
      split = ",",
      paramLabel = "S,S…",
      description =
          "What each of the checkpoints that are named counts, in their order; together 1 (default:"
              + " all count the same). 0.7,0.3 lets a network keep more of the first.")
  private List<Double> shares;

  @Mixin private BackendOptions backend;

  /**
   * A network and how it did on the validation images.
   *
   * @param report null if there are none
   */
  private record Measured(String name, EvaluationReport report) {}

  private List<Path> files;
  private Shares counted;

  @Override
  void check() {
    files = paths.stream().flatMap(path -> checkpoints(path).stream()).toList();
    if (files.size() < 2) {
      throw new UsageException(
          "at least two checkpoints are averaged; got %s, and zoo train --save-top N keeps several"
              .formatted(files.get(0)));
    }
    counted = counted();
    if (output == null) {
      output = standardOutput();
    }
    if (!CheckpointWeights.isOne(output.toString()) || Files.isDirectory(output)) {
      throw new UsageException(
          "the output must be a file whose name ends in .zip; got %s".formatted(output));
    }
    if (files.stream().anyMatch(file -> absolute(file).equals(absolute(output)))) {
      throw new UsageException(
          "the output must be another file than those that are averaged; got %s".formatted(output));
    }
  }

  private static List<Path> checkpoints(Path path) {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    RunFolder run = RunFolder.open(path);
    List<Path> top = TopCheckpoints.of(run);
    return top.isEmpty() ? List.of(run.best()) : top;
  }

  private Shares counted() {
    if (shares == null) {
      return Shares.equal(files.size());
    }
    if (files.size() != paths.size()) {
      throw new UsageException(
          "--shares needs checkpoints by their names, as runs of several have no order of their"
              + " own; got %s, which have %d".formatted(paths, files.size()));
    }
    if (shares.size() != files.size()) {
      throw new UsageException(
          "--shares must have a number for each of the %d checkpoints; got %s"
              .formatted(files.size(), shares));
    }
    return new Shares(shares);
  }

  private Path standardOutput() {
    List<Optional<RunFolder>> runs = files.stream().map(RunFolder::around).distinct().toList();
    if (runs.size() > 1 || runs.get(0).isEmpty()) {
      throw new UsageException(
          "--output FILE is missing: the checkpoints are not all in the folder of one run");
    }
    return files.get(0).resolveSibling("average.zip");
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  @Override
  int execute() {
    Engine engine = backend.select(err());
    Checkpoint average = CheckpointMean.of(files, counted, engine, display()::line);
    average.write(output);
    List<Measured> measured = measure(average, engine);
    if (json()) {
      out().print(Json.pretty(toMap(measured)));
    } else {
      print(measured);
    }
    return ExitCode.OK;
  }

  private List<Measured> measure(Checkpoint average, Engine engine) {
    List<Measured> all = new ArrayList<>();
    Optional<OwnValidation> images = OwnValidation.of(files, average.card(), display());
    for (Path file : files) {
      all.add(
          new Measured(file.toString(), images.map(of -> measure(file, of, engine)).orElse(null)));
    }
    all.add(
        new Measured(
            output.toString(),
            images.map(of -> of.measure(average.network(), "average", display())).orElse(null)));
    return all;
  }

  private EvaluationReport measure(Path file, OwnValidation images, Engine engine) {
    try (CheckpointWeights weights = CheckpointWeights.open(file)) {
      return images.measure(weights.classifier(engine), file.getFileName().toString(), display());
    }
  }

  private static Map<String, Object> toMap(List<Measured> measured) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Measured each : measured) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("checkpoint", each.name());
      if (each.report() != null) {
        row.put("validationTop1", each.report().top1());
        row.put("validationLoss", each.report().loss());
        row.put("validationImages", each.report().count());
      }
      rows.add(row);
    }
    int last = rows.size() - 1;
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("average", rows.get(last));
    map.put("averaged", rows.subList(0, last));
    return map;
  }

  private void print(List<Measured> measured) {
    if (measured.get(0).report() != null) {
      out()
          .println(
              Tables.of(
                  measured,
                  List.of(
                      Tables.text("checkpoint", Measured::name),
                      Tables.number(
                          "validation top-1",
                          each -> decimal("%.1f %%", 100 * each.report().top1())),
                      Tables.number("loss", each -> decimal("%.4f", each.report().loss())))));
    }
    out().println("average of %d checkpoints: %s".formatted(files.size(), output));
  }

  private static String decimal(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
