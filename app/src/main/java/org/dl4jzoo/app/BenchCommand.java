package org.dl4jzoo.app;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.backend.ResidentMemory;
import org.dl4jzoo.app.bench.BenchMode;
import org.dl4jzoo.app.bench.BenchResult;
import org.dl4jzoo.app.bench.Benchmark;
import org.dl4jzoo.app.bench.RandomImages;
import org.dl4jzoo.app.bench.RealImages;
import org.dl4jzoo.app.bench.Soak;
import org.dl4jzoo.app.bench.Workload;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.images.DataSource;
import org.dl4jzoo.app.setting.AskedTraining;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.batch.Augmentation;
import org.dl4jzoo.data.batch.CacheMode;
import org.dl4jzoo.zoo.inference.IntegerArithmetic;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.training.Schedule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** {@code zoo bench}: how fast a network trains and runs here, and what memory it takes. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the speed and memory of a network on random images, or of a training on real ones.",
      "scripts/bench-peer.sh sets the numbers beside PyTorch's."
    })
final class BenchCommand extends ZooCommand {

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "The network.")
  private String model;

  @Option(
      names = "--mode",
      paramLabel = "train|infer",
      defaultValue = "train",
      description = "Training steps with Adam, or inference (default: ${DEFAULT-VALUE}).")
  private BenchMode mode;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images per step (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--memory",
      paramLabel = "normal|low",
      defaultValue = "normal",
      description = "How much memory training takes (default: ${DEFAULT-VALUE}).")
  private MemoryUse memory;

  @Option(
      names = "--precision",
      paramLabel = "float32|tf32|bf16|fp16|int8",
      defaultValue = "float32",
      description =
          "Numbers to compute with: on the CPU bf16, where it has AMX or AVX512-BF16, and int8 in"
              + " inference; on a GPU tf32, bf16 and fp16 (default: ${DEFAULT-VALUE}).")
  private BenchPrecision precision;

  @Option(
      names = "--fast",
      description = {
        "Lets a GPU take algorithms that add in another order each time, where they are fastest, and",
        "replays passes that repeat as CUDA graphs."
      })
  private boolean fast;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Time to measure, after the warm-up (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "With --mode infer and engine onednn: threads that predict at once, a batch each, as those of a",
        "service do (default: ${DEFAULT-VALUE})."
      })
  private int clients;

  @Option(
      names = "--soak",
      paramLabel = "N",
      description = {
        "Train N steps on batches of changing sizes, up to --batch-size, instead, and print the memory",
        "as it goes. Exit code 1 if it grows by more than 5 % after the first quarter."
      })
  private Integer soak;

  @Option(
      names = "--data",
      paramLabel = "sample|tf_flowers|DIR",
      description = {
        "Measure the steps of zoo train on these images instead, and tell where their time goes:",
        "waiting for images, forward, backward, update, and the CPU time of decoding, augmentation",
        "and copying beside it."
      })
  private String data;

  @Option(
      names = "--by-layer",
      description =
          "Tell how long each layer takes forward and backward, the slowest first. Inference then"
              + " runs Deeplearning4j's graph instead of the compiled network.")
  private boolean byLayer;

  @Option(
      names = "--augment",
      paramLabel = "off|light|strong|jitter|trivial|rand",
      description = "With --data: how much its images are varied (default: light).")
  private Augmentation augment;

  @Option(
      names = "--cache",
      paramLabel = "auto|ram|disk|none",
      description = {
        "With --data: where decoded images are kept (default: auto). From the second epoch on they",
        "are taken from there; none decodes in every epoch."
      })
  private CacheMode cache;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "With --data: threads that read images (default: all processors).")
  private Integer threads;

  @Mixin private ModelFlags flags;

  @Mixin private BackendOptions backend;

  private final LongSupplier residentMemory;

  BenchCommand() {
    this(ResidentMemory::bytes);
  }

  /** The command where the resident memory is told by somebody else. */
  BenchCommand(LongSupplier residentMemory) {
    this.residentMemory = residentMemory;
  }

  @Override
  void check() {
    if (batchSize < 1 || seconds < 0) {
      throw new UsageException(
          "batch-size must be at least 1 and seconds at least 0; got %d and %d"
              .formatted(batchSize, seconds));
    }
    if (clients < 1) {
      throw new UsageException("clients must be at least 1; got " + clients);
    }
    if (clients > 1 && (mode != BenchMode.INFER || byLayer)) {
      throw new UsageException(
          "--clients is for --mode infer without --by-layer; got %s%s"
              .formatted(mode.name().toLowerCase(Locale.ROOT), byLayer ? " and --by-layer" : ""));
    }
    if (soak != null && soak < 4) {
      throw new UsageException("soak must be at least 4 steps; got " + soak);
    }
    if (precision == BenchPrecision.INT8 && mode != BenchMode.INFER) {
      throw new UsageException("precision int8 is for inference; got mode train");
    }
    if (soak != null && mode == BenchMode.INFER) {
      throw new UsageException("--soak trains; got mode infer");
    }
    checkFlagsOfData();
  }

  @Override
  int execute() {
    Architecture architecture = Models.named(model);
    ModelOptions options = flags.options(architecture);
    Engine engine = backend.selectForNewNetwork(err(), precision.ofGraph(), fast);
    Backend.check(precision.ofGraph(), engine);
    if (clients > 1 && engine != Engine.ONEDNN) {
      throw new UsageException(
          "--clients needs engine onednn, which many threads may use; got engine "
              + engine.name().toLowerCase(Locale.ROOT));
    }
    boolean ofGraph = engine == Engine.CUDA || mode == BenchMode.TRAIN;
    if (byLayer && !ofGraph && precision != BenchPrecision.FLOAT32) {
      throw new UsageException(
          "--by-layer runs the graph, which infers in float32 on the CPU; got precision "
              + precision);
    }
    boolean int8 = precision == BenchPrecision.INT8;
    if (int8) {
      Backend.checkInt8(engine);
      IntegerArithmetic.notes().forEach(display()::line);
    }
    if (data != null) {
      return print(realImages(engine));
    }
    Execution execution = Execution.on(engine).with(precision.ofGraph());
    RandomImages images =
        new RandomImages(architecture, options, batchSize, execution, memory, mode, int8);
    return soak == null ? print(images) : soak(images);
  }

  private int print(Workload workload) {
    BenchResult result = new Benchmark(workload, seconds, byLayer, clients).run();
    out().print(json() ? Json.line(result.toMap()) + "\n" : result.text());
    return ExitCode.OK;
  }

  private int soak(RandomImages images) {
    Soak.Outcome outcome = new Soak(images, soak, residentMemory).run(out());
    if (outcome.isFlat()) {
      out().println(outcome.sentence());
      return ExitCode.OK;
    }
    err().println("error: " + outcome.sentence());
    return ExitCode.FAILURE;
  }

  private RealImages realImages(Engine engine) {
    Set<String> chosen = given("--batch-size").isEmpty() ? Set.of() : Set.of("batch-size");
    return new RealImages(new AskedTraining(training(engine), chosen), display());
  }

  /** What {@code zoo train} would do, but at a constant rate: there is no last epoch. */
  private TrainConfig training(Engine engine) {
    Map<String, Object> settings = SettingFlags.defaults();
    settings.put("schedule", Schedule.CONSTANT);
    settings.put("model", model);
    settings.put("data", DataSource.fromAnywhere(data));
    settings.put("engine", engine);
    settings.put("device", backend.device());
    settings.put("memory", memory);
    settings.put("precision", precision.ofGraph());
    settings.put("fast", fast);
    settings.put("batch-size", batchSize);
    settings.putAll(flags.settings());
    putIfGiven(settings, "augment", augment);
    putIfGiven(settings, "cache", cache);
    putIfGiven(settings, "threads", threads);
    return TrainConfig.of(settings);
  }

  private static void putIfGiven(Map<String, Object> settings, String name, Object value) {
    if (value != null) {
      settings.put(name, value);
    }
  }

  private void checkFlagsOfData() {
    Optional<String> ofImages = given("--augment", "--cache", "--threads");
    if (data == null && ofImages.isPresent()) {
      throw new UsageException(ofImages.get() + " needs --data");
    }
    if (data != null && mode == BenchMode.INFER) {
      throw new UsageException("--data measures training; got mode infer");
    }
    Optional<String> decided = given("--classes", "--include-top", "--pooling", "--soak");
    if (data != null && decided.isPresent()) {
      throw new UsageException(
          "--data trains the whole network on the classes of its images; got " + decided.get());
    }
  }

  private Optional<String> given(String... names) {
    ParseResult parsed = spec().commandLine().getParseResult();
    return Stream.of(names).filter(parsed::hasMatchedOption).findFirst();
  }
}
