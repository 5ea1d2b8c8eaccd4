package org.dl4jzoo.app.precision;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.zoo.compiled.Numeral;
import org.dl4jzoo.zoo.inference.FlatWeights;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.FeaturePooling;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/** Trained weights whose network computes with bfloat16, on oneDNN; the weights stay float32. */
public final class Bfloat16Weights extends TrainedWeights {

  private final TrainedWeights float32;

  /** The same weights; closing this closes them. */
  public Bfloat16Weights(TrainedWeights float32) {
    super(float32.file(), float32.card());
    this.float32 = float32;
  }

  @Override
  protected Numeral numbers() {
    return Numeral.BFLOAT16;
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.dl4jzoo.app.console.UsageException too if the layers are Deeplearning4j's own,
   *     which have no bfloat16
   */
  @Override
  public Inference logits(ComputationGraph network, Engine engine) {
    checkOurs(network, "precision bf16");
    Net net = card().net();
    return Inference.bfloat16(network, net, net.logits(), null);
  }

  @Override
  public Inference featuresOf(FeaturePooling pooling, Engine engine) {
    Net net = featureNet(pooling);
    return Inference.bfloat16(features(pooling, engine), net, net.outputs().get(0).value(), null);
  }

  @Override
  public ComputationGraph classifier(Engine engine) {
    return float32.classifier(engine);
  }

  @Override
  public Optional<FlatWeights> parameters(Engine engine) {
    return float32.parameters(engine);
  }

  @Override
  public void load(ComputationGraph network, boolean withClassifier) {
    float32.load(network, withClassifier);
  }

  @Override
  public TrainedWeights forImages(int size) {
    return new Bfloat16Weights(float32.forImages(size));
  }

  @Override
  public WeightsInfo info() {
    return float32.info();
  }

  @Override
  public List<String> notes() {
    return float32.notes();
  }

  @Override
  public boolean trainedOnCrops() {
    return float32.trainedOnCrops();
  }

  @Override
  public void close() {
    float32.close();
  }
}
