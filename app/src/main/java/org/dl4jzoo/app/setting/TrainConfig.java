package org.dl4jzoo.app.setting;

import static java.util.Objects.requireNonNullElse;
import static org.dl4jzoo.app.setting.SettingCheck.given;
import static org.dl4jzoo.app.setting.SettingCheck.notNegative;
import static org.dl4jzoo.app.setting.SettingCheck.shares;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.backend.SelectedBackend;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.batch.Augmentation;
import org.dl4jzoo.data.batch.CacheMode;
import org.dl4jzoo.data.folder.NearDuplicates;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.split.SplitFractions;
import org.dl4jzoo.data.split.SplitSettings;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.Precision;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Schedule;

/**
 * The settings of a training. A component's name in kebab case is the setting's name as a flag, in
 * a configuration file and in the run's {@code config.yaml}; the defaults stand at the flags.
 *
 * @param model registry name of the network; {@value #AUTO} until one is chosen
 * @param data {@code sample}, {@code tf_flowers}, a folder or a list of images; null if {@code
 *     trainData} is given
 * @param trainData folder or list of the training images
 * @param valData folder or list of the validation images; null if there is none
 * @param testData folder or list of the test images; null if there is none
 * @param classMap file that names the classes after their folders; null if these are the names
 * @param split shares of training, validation and test; null for the usual ones, or the split that
 *     the images have
 * @param nearDuplicates whether images that show the same picture stay in one subset
 * @param folds parts of the images for cross-validation; null for none
 * @param fold the part left out and tested; null for the training on all images, after the folds'
 * @param weights weights to start from: {@value #NONE} for random ones, a name of published ones, a
 *     file of weights, or a checkpoint of a run; a folder of files where the model is to be chosen
 * @param maxLatency milliseconds that an image may take of the network to be chosen; null for any
 * @param maxSize megabytes that the weights of the network to be chosen may have; null for any
 * @param unfreeze layers trained after the head epochs: {@value #ALL}, those from a stage on, or
 *     {@value #NONE}
 * @param headEpochs epochs at the beginning that train the classifier alone; null to fit it to its
 *     minimum, which counts as one epoch
 * @param headLearningRate learning rate of the head epochs
 * @param views versions of each training image in the head epochs
 * @param normStatistics mean and variance that batch norm uses in training
 * @param backend device that computes
 * @param engine implementation of the layers; null for the fastest on the backend
 * @param device number of the GPU; null if {@code devices} are given
 * @param devices GPUs that share each batch; null for {@code device} alone
 * @param syncNorm whether batch norm takes mean and variance of all {@code devices} together
 * @param memory how much memory training takes; no result depends on it
 * @param precision number format that convolutions multiply in training
 * @param fast whether a GPU's algorithms may give other bits in each run, and passes are replayed
 * @param batchSize images per batch; null for as many as memory holds
 * @param epochs passes over the training images, after the head epochs
 * @param learningRate learning rate after the warm-up
 * @param optimizer rule that turns gradients into weight updates
 * @param schedule course of the learning rate after the warm-up
 * @param warmupEpochs epochs in which the learning rate rises linearly to its value
 * @param weightDecay decay of the weights; biases and batch norm never decay
 * @param clipNorm norm that a step's gradient is shortened to where it is longer; 0 = off
 * @param labelSmoothing share of the target that is spread evenly over all classes, in [0, 1)
 * @param mixup alpha of the Beta distribution of the share by which images, or above frozen layers
 *     their maps, are mixed; 0 = off
 * @param cutmix alpha of the Beta distribution of the share of an image that stays when a part of
 *     another is put into it; 0 = off; where mixup is on too, each batch gets one of them
 * @param classWeights weight of each class in the loss
 * @param accumulate batches whose gradients are combined into one weight update
 * @param emaDecay decay of the moving average of the weights, which is validated and saved as best;
 *     0 = off
 * @param keep which epoch's network is {@code best.zip}
 * @param patience epochs without a better validation result after which training stops; null for
 *     never
 * @param saveTop how many of the best epochs have a checkpoint of their own; 0 = off
 * @param onDivergence what is done when the training diverges
 * @param backboneLrFactor factor on the learning rate of all layers before the classifier, in (0,
 *     1]
 * @param layerLrDecay factor on the learning rate from each stage to the one before it, in (0, 1]
 * @param augment how training images are varied
 * @param erase probability that a rectangle of a training image is erased, in [0, 1]
 * @param seed of weights, split, order, augmentation and dropout
 * @param imageSize height and width in pixels; null for the network's own
 * @param startSize height and width of training images in the first epoch, which grow from epoch to
 *     epoch; null for {@code imageSize} from the beginning on
 * @param channels 3 for colour, 1 for grey; null for the network's own
 * @param resize how an image gets that size
 * @param cache where decoded images are kept
 * @param dropout probability that dropout zeroes a value before the classifier; null for the
 *     network's own
 * @param padding whose form of the network it is
 * @param alpha width multiplier; null for the network's own
 * @param blocks blocks per stage; null for the network's own
 * @param auxiliaryHeads whether GoogLeNet's two auxiliary classifiers are trained too
 * @param threads threads that read images
 * @param maxSteps weight updates after which training stops; null for never
 * @param timeBudget time that the training is to take, from which epochs and {@code maxSteps}
 *     follow; null where they are chosen
 */
public record TrainConfig(
    String model,
    String data,
    String trainData,
    String valData,
    String testData,
    String classMap,
    List<Double> split,
    NearDuplicates nearDuplicates,
    Integer folds,
    Integer fold,
    String weights,
    Double maxLatency,
    Double maxSize,
    String unfreeze,
    Integer headEpochs,
    double headLearningRate,
    int views,
    NormStatistics normStatistics,
    Backend backend,
    Engine engine,
    Integer device,
    Devices devices,
    boolean syncNorm,
    MemoryUse memory,
    Precision precision,
    boolean fast,
    Integer batchSize,
    int epochs,
    double learningRate,
    Optimizer optimizer,
    Schedule schedule,
    int warmupEpochs,
    double weightDecay,
    double clipNorm,
    double labelSmoothing,
    double mixup,
    double cutmix,
    ClassWeights classWeights,
    int accumulate,
    double emaDecay,
    Keep keep,
    Integer patience,
    int saveTop,
    OnDivergence onDivergence,
    double backboneLrFactor,
    Double layerLrDecay,
    Augmentation augment,
    double erase,
    long seed,
    Integer imageSize,
    Integer startSize,
    Integer channels,
    Resize resize,
    CacheMode cache,
    Double dropout,
    PaddingStyle padding,
    Double alpha,
    List<Integer> blocks,
    boolean auxiliaryHeads,
    int threads,
    Integer maxSteps,
    Duration timeBudget) {

  /** Of {@code weights}: random ones. Of {@code unfreeze}: no layer but the classifier. */
  public static final String NONE = "none";

  /** Of {@code unfreeze}: every layer. */
  public static final String ALL = "all";

  /** Of {@code model}: the best of those whose weights are at hand. */
  public static final String AUTO = "auto";

  /**
   * Checks the ranges, fills in what the network decides, and takes what changes nothing for
   * settings that an older run doesn't have.
   */
  public TrainConfig {
    given("model", model);
    new DataChoice(data, trainData, valData, testData, classMap);
    split = split == null ? null : List.copyOf(split);
    shares("split", split);
    nearDuplicates = requireNonNullElse(nearDuplicates, NearDuplicates.KEEP_TOGETHER);
    given("optimizer", optimizer);
    given("schedule", schedule);
    given("augment", augment);
    if (!model.equals(AUTO)) {
      model = Models.named(model).info().name();
      ImageShape image = Models.named(model).info().image();
      imageSize = imageSize == null ? Integer.valueOf(image.height()) : imageSize;
      channels = channels == null ? Integer.valueOf(image.channels()) : channels;
    }
    headEpochs = weights == null ? Integer.valueOf(0) : headEpochs; // runs of before fine-tuning
    weights = requireNonNullElse(weights, NONE);
    unfreeze = requireNonNullElse(unfreeze, ALL);
    normStatistics = requireNonNullElse(normStatistics, NormStatistics.BATCH);
    backend = requireNonNullElse(backend, Backend.AUTO);
    device = device == null && devices == null ? Integer.valueOf(0) : device;
    memory = requireNonNullElse(memory, MemoryUse.NORMAL);
    precision = requireNonNullElse(precision, Precision.FLOAT32);
    classWeights = requireNonNullElse(classWeights, ClassWeights.NONE);
    keep = requireNonNullElse(keep, folds == null ? Keep.BEST : Keep.LAST);
    onDivergence = requireNonNullElse(onDivergence, OnDivergence.STOP);
    layerLrDecay = requireNonNullElse(layerLrDecay, 1.0);
    blocks = blocks == null ? null : List.copyOf(blocks);
    resize = requireNonNullElse(resize, Resize.SQUASH);
    cache = requireNonNullElse(cache, CacheMode.AUTO);
    padding = requireNonNullElse(padding, PaddingStyle.TORCH);
    SettingRanges.memory(engine, memory);
    SettingRanges.devices(device, devices, backend, engine);
    SettingRanges.syncNorm(syncNorm, devices, normStatistics);
    SettingRanges.images(imageSize, channels, views, threads);
    startSize = Objects.equals(startSize, imageSize) ? null : startSize;
    StartSize.ofNetwork(startSize, imageSize, model);
    StartSize.ofLayers(startSize, augment, headEpochs, unfreeze, auxiliaryHeads, engine);
    StartSize.ofLength(startSize, maxSteps, patience, timeBudget);
    SettingRanges.length(epochs, headEpochs, batchSize, accumulate, maxSteps, patience);
    SettingRanges.timeBudget(timeBudget, unfreeze, folds, fold);
    SettingRanges.rates(learningRate, headLearningRate, warmupEpochs, epochs);
    SettingRanges.layerRates(backboneLrFactor, layerLrDecay, unfreeze);
    notNegative("clip-norm", clipNorm);
    notNegative("save-top", saveTop);
    SettingRanges.regularization(weightDecay, labelSmoothing, emaDecay);
    SettingRanges.variation(mixup, cutmix, erase, unfreeze, batchSize);
    SettingRanges.folds(folds, fold, split, saveTop);
    SettingRanges.keep(keep, folds, patience);
    SettingRanges.choice(model, weights, maxLatency, maxSize);
    SettingRanges.foldOfChoice(model, folds, fold);
    SettingRanges.parts(weights, headEpochs, unfreeze, normStatistics);
  }

  /**
   * The settings of values by name.
   *
   * @throws UsageException or InvalidModelException if one is out of its range
   */
  public static TrainConfig of(Map<String, ?> values) {
    return Setting.toConfig(values);
  }

  /** The same settings but one; null for one of which nothing is said. */
  public TrainConfig with(String setting, Object value) {
    Map<String, Object> values = new LinkedHashMap<>(Setting.toMap(this));
    values.put(setting, value);
    return of(values);
  }

  /**
   * The same with the engine chosen where it was not.
   *
   * @throws UsageException if engine, precision or algorithms asked for don't run there
   */
  public TrainConfig on(Backend chosen) {
    Engine chosenEngine = chosen.engine(engine);
    Backend.check(precision, chosenEngine);
    Backend.checkFast(fast, chosenEngine);
    return with("engine", chosenEngine);
  }

  /** Chooses what computes in this process. */
  public SelectedBackend selectBackend() {
    return devices == null
        ? SelectedBackend.select(backend, engine, List.of(device), precision, fast)
        : SelectedBackend.select(Backend.CUDA, engine, devices.numbers(), precision, fast);
  }

  /** Whether it is the training on all images, of which those on the folds tell how good it is. */
  public boolean crossValidates() {
    return folds != null && fold == null;
  }

  /** Which images they are. */
  public DataChoice images() {
    return new DataChoice(data, trainData, valData, testData, classMap);
  }

  /** How images are split that have no split of their own. */
  public SplitSettings splitting() {
    SplitFractions shares =
        split == null ? SplitFractions.DEFAULT : new SplitFractions(split.get(1), split.get(2));
    return new SplitSettings(shares, nearDuplicates, seed);
  }

  /** What computes the layers, once the engine is chosen. */
  public Execution execution() {
    return Execution.on(engine).with(precision);
  }
}
