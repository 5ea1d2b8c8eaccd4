import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.Map;

/**
 * Measures ONNX Runtime for bench-peer.sh: all its optimisations, the shape of the batch known to it.
 *
 * <p>With the property {@code profile} it writes a trace of its own to files whose names begin so.
 */
final class OnnxRuntimeBench {

  private OnnxRuntimeBench() {}

  public static void main(String[] arguments) throws Exception {
    Measurement measurement = Measurement.of("onnxruntime", arguments);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(measurement.threads());
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      options.setSymbolicDimensionValue("batch", measurement.shape()[0]);
      String profile = System.getProperty("profile");
      if (profile != null) {
        options.enableProfiling(profile);
      }
      try (OrtSession session = environment.createSession(measurement.file(), options);
          OnnxTensor images =
              OnnxTensor.createTensor(environment, measurement.images(), measurement.shape())) {
        Map<String, OnnxTensor> inputs = Map.of("images", images);
        measurement.print(() -> session.run(inputs).close());
      }
    }
  }
}
