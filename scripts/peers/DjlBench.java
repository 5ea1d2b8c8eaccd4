import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import java.nio.file.Path;

/** Measures DJL for bench-peer.sh: its PyTorch engine, on frozen TorchScript in channels-last. */
final class DjlBench {

  private DjlBench() {}

  public static void main(String[] arguments) throws Exception {
    Measurement measurement = Measurement.of("djl", arguments);
    // The engine reads the number of threads when it starts.
    System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(measurement.threads()));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    Path file = Path.of(measurement.file());
    Engine engine = Engine.getEngine("PyTorch");
    try (NDManager manager = engine.newBaseManager();
        Model network = Model.newInstance(measurement.model(), "PyTorch")) {
      network.load(file.getParent(), file.getFileName().toString());
      NDList images =
          new NDList(manager.create(measurement.images(), new Shape(measurement.shape())));
      try (Predictor<NDList, NDList> predictor = network.newPredictor(new NoopTranslator(null))) {
        measurement.print(() -> predictor.predict(images).close());
      }
    }
  }
}
