package org.dl4jzoo.app;

import java.io.PrintWriter;
import java.util.List;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.backend.SelectedBackend;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Precision;
import picocli.CommandLine.Option;

/** The flags that say what computes. */
final class BackendOptions {

  @Option(
      names = "--backend",
      paramLabel = "auto|cpu|cuda",
      defaultValue = "auto",
      description =
          "Device that computes; auto takes a GPU if there is one that can be used (default:"
              + " ${DEFAULT-VALUE}).")
  private Backend backend;

  @Option(
      names = "--engine",
      paramLabel = "onednn|cuda|nd4j",
      description = {
        "Implementation of the layers (default: onednn on an x86-64 CPU, cuda on a GPU, else nd4j).",
        "zoo bench takes stock too: Deeplearning4j's own layers."
      })
  private Engine engine;

  @Option(
      names = "--device",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Number of the GPU, of those that CUDA_VISIBLE_DEVICES lets be seen (default:"
              + " ${DEFAULT-VALUE}).")
  private int device;

  /**
   * Chooses backend and engine, and says on stderr what was chosen and why.
   *
   * @return the engine
   * @throws UsageException if the one that was asked for cannot be used
   */
  Engine select(PrintWriter err) {
    if (engine == Engine.STOCK) {
      throw new UsageException(
          "engine must be onednn, cuda or nd4j here; got stock, which is chosen when a network is trained");
    }
    return selectForNewNetwork(err);
  }

  /** The same where the network is made anew, so that its layers may be Deeplearning4j's own. */
  Engine selectForNewNetwork(PrintWriter err) {
    return selectForNewNetwork(err, Precision.FLOAT32, false);
  }

  /**
   * The same.
   *
   * @param precision of products on a GPU
   * @param fast whether a GPU's algorithms may give other bits in each run
   * @throws UsageException if no GPU is used then
   */
  Engine selectForNewNetwork(PrintWriter err, Precision precision, boolean fast) {
    SelectedBackend selected =
        SelectedBackend.select(backend, engine, List.of(device), precision, fast);
    err.println("backend: " + selected);
    Engine chosen = selected.backend().engine(engine);
    Backend.checkFast(fast, chosen);
    return chosen;
  }

  /** Number of the GPU, where one is used. */
  int device() {
    return device;
  }
}
