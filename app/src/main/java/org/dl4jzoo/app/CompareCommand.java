package org.dl4jzoo.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dl4jzoo.app.compare.Comparison;
import org.dl4jzoo.app.compare.ReportedImages;
import org.dl4jzoo.app.compare.RunResult;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.Tables;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.report.page.ComparisonPage;
import org.dl4jzoo.app.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zoo compare}: runs beside each other. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Sets runs beside each other: accuracy with intervals, curves, and which images one gets right"
          + " and the other wrong.",
      "Differences are tested on the images that both runs were tested on (McNemar's exact test)."
    })
final class CompareCommand extends ZooCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "Run folders, or one folder of run folders, such as runs.")
  private List<Path> paths;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "The page to write (default: compare.html beside the first run, or index.html in the folder"
              + " of runs).")
  private Path output;

  @Override
  int execute() {
    boolean folderOfRuns = paths.size() == 1 && !isRun(paths.get(0));
    List<RunResult> results = folderOfRuns ? resultsIn(paths.get(0)) : results(paths);
    if (results.size() < 2 && !folderOfRuns) {
      throw new UsageException("at least two runs are compared; got " + paths.get(0));
    }
    Comparison comparison = Comparison.of(results);
    Path page = output == null ? standardOutput(folderOfRuns) : output;
    ComparisonPage.of(comparison, thumbnails(comparison)).write(page);
    if (json()) {
      out().print(Json.pretty(comparison.toMap()));
    } else {
      print(comparison);
      out().println("\npage: " + page);
    }
    return ExitCode.OK;
  }

  /** The best run knows the images of every pair, as those that count were its test images too. */
  private Map<String, byte[]> thumbnails(Comparison comparison) {
    return ReportedImages.thumbnails(
        comparison.results().get(0).run(), ComparisonPage.toShow(comparison), display());
  }

  private static boolean isRun(Path path) {
    RunFolder run = new RunFolder(path);
    return Stream.of(run.config(), run.best(), run.last()).anyMatch(Files::isRegularFile);
  }

  private static List<RunResult> results(List<Path> paths) {
    return paths.stream().map(RunFolder::open).map(RunResult::read).toList();
  }

  /** A run without a report is left out, which is said. */
  private List<RunResult> resultsIn(Path folder) {
    List<RunResult> results = new ArrayList<>();
    for (Path path : folders(folder)) {
      try {
        if (isRun(path)) {
          results.add(RunResult.read(new RunFolder(path)));
        }
      } catch (UsageException e) {
        display().line("left out: " + e.getMessage());
      }
    }
    if (results.isEmpty()) {
      throw new UsageException(
          "%s is no run folder, and holds none with a report".formatted(folder));
    }
    return results;
  }

  private static List<Path> folders(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UsageException("there is no folder %s".formatted(folder));
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw UsageException.cannotRead(folder, e);
    }
  }

  private Path standardOutput(boolean folderOfRuns) {
    return folderOfRuns
        ? paths.get(0).resolve("index.html")
        : paths.get(0).resolveSibling("compare.html");
  }

  private void print(Comparison comparison) {
    out()
        .print(
            Tables.of(
                comparison.results(),
                List.of(
                    Tables.text("run", result -> result.run().toString()),
                    Tables.number("images", result -> String.valueOf(result.count())),
                    Tables.number("top-1", result -> decimal("%.1f %%", 100 * result.top1())),
                    Tables.text("with 95 % confidence", result -> result.interval().toString()),
                    Tables.number("loss", result -> decimal("%.4f", result.loss())),
                    Tables.number("epochs", result -> String.valueOf(result.epochs())),
                    Tables.number("training", result -> decimal("%.0f s", result.seconds())))));
    if (!comparison.calibrated().isEmpty()) {
      out().println("losses of calibrated probabilities: " + comparison.calibrated());
    }
    for (Comparison.Pair pair : comparison.pairs()) {
      out().println("\n%s against %s:".formatted(pair.first().run(), pair.second().run()));
      if (!pair.sameImages()) {
        out()
            .println(
                "  TESTED ON DIFFERENT IMAGES: %d in common, %d others, which don't count here"
                    .formatted(pair.difference().count(), pair.beside()));
      }
      if (pair.difference().count() > 0) {
        out().println("  " + pair.difference());
      }
    }
  }

  private static String decimal(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
