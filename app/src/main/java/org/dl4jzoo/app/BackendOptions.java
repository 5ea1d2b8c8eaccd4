package org.dl4jzoo.app;

import java.io.PrintWriter;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.backend.SelectedBackend;
import org.dl4jzoo.zoo.layer.Engine;
import picocli.CommandLine.Option;

/** The flags that say what computes. */
final class BackendOptions {

  @Option(
      names = "--backend",
      paramLabel = "auto|cpu|cuda",
      defaultValue = "auto",
      description = "What computes (default: ${DEFAULT-VALUE}).")
  private Backend backend;

  @Option(
      names = "--engine",
      paramLabel = "onednn|nd4j|stock",
      description = "Whose layers compute (default: onednn on a CPU, nd4j on a GPU).")
  private Engine engine;

  /**
   * Chooses backend and engine, and says on stderr what was chosen and why.
   *
   * @throws UsageException if the one that was asked for cannot be used
   */
  void select(PrintWriter err) {
    SelectedBackend selected = SelectedBackend.select(backend);
    err.println("backend: " + selected);
    Engine.use(engine != null ? engine : engineFor(selected.backend()));
  }

  private static Engine engineFor(Backend backend) {
    return backend == Backend.CUDA ? Engine.ND4J : Engine.ONEDNN;
  }
}
