package org.dl4jzoo.app.train;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.data.Preprocessing;
import org.dl4jzoo.data.Resize;
import org.dl4jzoo.data.Scale;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.OnePassUpdater;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.model.SmallNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Writes small checkpoints as a training does after three steps, and what they answer. */
public final class WriteCheckpoints {

  private static final List<String> LABELS = List.of("daisy", "roses", "tulips");
  private static final int[] COUNTS = {20, 30, 50};
  private static final int IMAGES = 4;

  private WriteCheckpoints() {}

  /** How a network is trained; the settings are spread so that each occurs. */
  private record Training(
      Engine engine,
      Optimizer optimizer,
      Schedule schedule,
      double decay,
      double backboneFactor,
      ClassWeights weights,
      NormStatistics statistics) {

    static Training of(String name) {
      Engine fused = Engine.ONEDNN;
      ClassWeights none = ClassWeights.NONE;
      NormStatistics batch = NormStatistics.BATCH;
      return switch (name) {
        case "lenet5" -> new Training(fused, Optimizer.ADAM, Schedule.CONSTANT, 0, 1, none, batch);
        case "alexnet" -> new Training(fused, Optimizer.SGD, Schedule.STEP, 1e-3, 1, none, batch);
        case "vgg-bn" ->
            new Training(fused, Optimizer.RMSPROP, Schedule.COSINE, 1e-3, 1, none, batch);
        case "googlenet", "googlenet-bn" ->
            new Training(
                fused, Optimizer.ADAM, Schedule.COSINE, 1e-3, 1, ClassWeights.BALANCED, batch);
        case "resnet", "resnet-stock" ->
            new Training(
                name.equals("resnet") ? fused : Engine.STOCK,
                Optimizer.SGD,
                Schedule.COSINE,
                1e-3,
                0.5,
                none,
                batch);
        case "densenet" ->
            new Training(fused, Optimizer.ADAMW, Schedule.COSINE, 0.05, 1, none, batch);
        case "mobilenetv2" ->
            new Training(
                fused, Optimizer.ADAM, Schedule.STEP, 1e-3, 0.1, none, NormStatistics.FIXED);
        default -> throw new IllegalArgumentException(name);
      };
    }
  }

  /** The folder for the files, and perhaps a checkpoint of a run, to be answered for as well. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Files.createDirectories(folder);
    for (SmallNetwork network : SmallNetwork.all()) {
      write(folder, network, network.name());
    }
    write(folder, SmallNetwork.all().get(5), "resnet-stock");
    if (args.length > 1) {
      Engine.use(Engine.ONEDNN);
      Path file = folder.resolve("lenet5-run.zip");
      Files.copy(Path.of(args[1]), file);
      deflate(file);
      answers(file);
    }
  }

  private static void write(Path folder, SmallNetwork network, String name) throws IOException {
    ModelOptions options =
        ModelOptions.of(network, LABELS.size()).withAuxiliaryHeads(name.equals("googlenet"));
    ComputationGraph graph = graph(network, options, Training.of(name));
    Preprocessing preprocessing =
        new Preprocessing(
            options.image().height(), options.image().width(), 3, Resize.CROP, Scale.TORCH);
    ModelCard card = new ModelCard(name, options, preprocessing, LABELS, null);
    OnePassUpdater.install(graph);
    WeightAverage average =
        name.equals("resnet") ? WeightAverage.startingAt(graph.params(), 0.9) : null;
    for (int step = 0; step < 3; step++) {
      step(graph, card);
      if (average != null) {
        average.follow(graph.params(), graph.getIterationCount());
      }
    }
    EpochMetrics metrics = new EpochMetrics(1, 3, 0.01, 1.1, 0.3, 1.2, 0.4, 100, 1, 0.5);
    TrainingState state = new TrainingState(name, 1, TrainingState.Begun.NOTHING, List.of(metrics));
    Path file = folder.resolve(name + ".zip");
    INDArray averaged = average == null ? null : average.values();
    new Checkpoint(graph, state, card, averaged, null).write(file);
    deflate(file);
    answers(file);
  }

  /** As TrainingStart makes it. */
  private static ComputationGraph graph(
      SmallNetwork network, ModelOptions options, Training training) {
    Engine.use(training.engine());
    NeuralNetConfiguration.Builder base = new NeuralNetConfiguration.Builder().seed(42);
    LearningRateSchedule rates = new LearningRateSchedule(training.schedule(), 0.01, 2, 12);
    training.optimizer().configure(base, rates, training.decay());
    ComputationGraphConfiguration configuration = Models.configure(network, options, base);
    Optimizer.decayOnce(configuration);
    new LayerRates(rates, training.backboneFactor()).configure(configuration);
    training.weights().configure(configuration, COUNTS);
    training.statistics().configure(configuration, training.engine());
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  /** Stored uncompressed by the app; only the container changes. */
  private static void deflate(Path file) throws IOException {
    Path whole = file.resolveSibling("whole.zip");
    Files.move(file, whole);
    try (ZipFile in = new ZipFile(whole.toFile());
        OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      for (ZipEntry entry : in.stream().toList()) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(0);
        zip.putNextEntry(copy);
        in.getInputStream(entry).transferTo(zip);
      }
    }
    Files.delete(whole);
  }

  /** What the network answers to the images, and its losses in the next two steps. */
  private static void answers(Path file) throws IOException {
    Checkpoint checkpoint = Checkpoint.read(file);
    ComputationGraph graph = checkpoint.network();
    ModelCard card = checkpoint.card();
    StringBuilder text = new StringBuilder();
    INDArray outputs = graph.output(images(card))[0];
    for (int n = 0; n < outputs.size(0); n++) {
      text.append("output");
      for (int k = 0; k < outputs.size(1); k++) {
        text.append(String.format(Locale.ROOT, " %.9g", outputs.getDouble(n, k)));
      }
      text.append('\n');
    }
    OnePassUpdater.install(graph);
    List<String> losses = new ArrayList<>();
    for (int step = 0; step < 2; step++) {
      step(graph, card);
      losses.add(String.format(Locale.ROOT, "%.9g", graph.score()));
    }
    text.append("losses ").append(String.join(" ", losses)).append('\n');
    String name = file.getFileName().toString().replace(".zip", ".txt");
    Files.writeString(file.resolveSibling(name), text, StandardCharsets.UTF_8);
    System.out.printf("%s %d bytes%n%s", name, Files.size(file), text);
  }

  private static void step(ComputationGraph graph, ModelCard card) {
    Nd4j.getRandom().setSeed(7);
    INDArray[] labels = new INDArray[graph.getNumOutputArrays()];
    Arrays.fill(labels, labels(card));
    graph.fit(new INDArray[] {images(card)}, labels);
  }

  /** [N,H,W,C]; the sine of each value's place. */
  private static INDArray images(ModelCard card) {
    Preprocessing image = card.preprocessing();
    float[] values = new float[IMAGES * image.height() * image.width() * image.channels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    return Nd4j.createFromArray(values)
        .reshape(IMAGES, image.height(), image.width(), image.channels());
  }

  /** [N,classes]; the classes in turn. */
  private static INDArray labels(ModelCard card) {
    int classes = card.labels().size();
    int[] ofImages = IntStream.range(0, IMAGES).map(n -> n % classes).toArray();
    return Nd4j.eye(classes).castTo(Nd4j.defaultFloatingPointType()).getRows(ofImages);
  }
}
