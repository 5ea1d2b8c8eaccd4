package org.dl4jzoo.zoo.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.GradientTap;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Vertex;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Where in an image a network sees a class: Grad-CAM, arXiv:1610.02391, section 3, on the last
 * feature map. Each channel of the map counts as much as the mean of the gradient of the class's
 * logit in it; what speaks against the class is left out.
 */
public final class GradCam implements AutoCloseable {

  private static final String TAP = "tap";

  private final Inference backbone;
  private final ComputationGraph rest;
  private final GradientTap.TapRuntime tap;

  private GradCam(Inference backbone, ComputationGraph rest) {
    this.backbone = backbone;
    this.rest = rest;
    this.tap = (GradientTap.TapRuntime) rest.getVertex(TAP);
  }

  /**
   * Prepares a network, which stays as it is.
   *
   * @param whole a classifier that {@link Models} configured
   * @param architecture what it is
   * @param options its options
   */
  public static GradCam of(
      ComputationGraph whole, Architecture architecture, ModelOptions options) {
    ModelOptions plain = options.withAuxiliaryHeads(false);
    Net net = new Net(plain.image(), plain.padding());
    Vertex features = architecture.features(net, plain);
    net.features(features);
    NetworkCut cut = NetworkCut.after(features.name(), whole);
    return new GradCam(Inference.output(cut.backbone(), net), tapped(cut, whole));
  }

  /** The rest of the network with a tap before it, without dropout, giving logits. */
  private static ComputationGraph tapped(NetworkCut cut, ComputationGraph whole) {
    ComputationGraphConfiguration conf = cut.rest().getConfiguration().clone();
    Map<String, GraphVertex> vertices = new LinkedHashMap<>(conf.getVertices());
    Map<String, List<String>> inputs = new LinkedHashMap<>();
    conf.getVertexInputs()
        .forEach(
            (vertex, from) ->
                inputs.put(
                    vertex,
                    from.stream().map(name -> name.equals(cut.boundary()) ? TAP : name).toList()));
    vertices.put(TAP, new GradientTap());
    inputs.put(TAP, List.of(cut.boundary()));
    conf.setVertices(vertices);
    conf.setVertexInputs(inputs);
    List<String> order = NetworkCut.order(cut.rest());
    order.add(1, TAP);
    NetworkCut.setOrder(conf, order);
    vertices.values().forEach(GradCam::makeLinear);
    ComputationGraph network = new ComputationGraph(conf);
    network.init(cut.rest().params(), false);
    Execution.inherit(whole, network);
    return network;
  }

  private static void makeLinear(GraphVertex vertex) {
    if (vertex instanceof LayerVertex of) {
      Layer layer = of.getLayerConf().getLayer();
      if (layer instanceof DropoutLayer) {
        layer.setIDropout(null);
      }
      if (layer instanceof BaseOutputLayer classifier) {
        classifier.setActivationFn(Activation.IDENTITY.getActivationFunction());
        classifier.setLossFn(new LossL2());
      }
    }
  }

  /**
   * Where the network sees a class in an image.
   *
   * @param image [1,H,W,C], as the network takes it
   * @param index of the class
   * @return a value a place of the last feature map, row by row: 0 where nothing speaks for the
   *     class, 1 where most does; all 0 if nothing does anywhere
   */
  public float[][] map(INDArray image, int index) {
    return maps(image, List.of(index)).get(0);
  }

  /** The {@link #map} of each of some classes, for which the image is looked at once. */
  public List<float[][]> maps(INDArray image, List<Integer> indices) {
    INDArray features = backbone.of(image);
    return indices.stream().map(index -> ofFeatures(features, index)).toList();
  }

  private float[][] ofFeatures(INDArray features, int index) {
    INDArray gradient = gradient(features, index);
    INDArray weights = gradient.mean(true, 1, 2);
    INDArray map = Transforms.relu(features.mul(weights).sum(3).reshape(mapShape(features)), false);
    float largest = map.maxNumber().floatValue();
    return (largest > 0 ? map.divi(largest) : map).toFloatMatrix();
  }

  private static long[] mapShape(INDArray features) {
    return new long[] {features.size(1), features.size(2)};
  }

  /**
   * Of the class's logit by the features, [1,h,w,C]. The loss is the squared distance from the
   * logits: its gradient, twice the distance, is 1 for the class and 0 for the others where the
   * target is the logits less half of 1 for the class.
   */
  private INDArray gradient(INDArray features, int index) {
    INDArray logits = rest.output(false, features)[0];
    INDArray target = logits.dup();
    target.putScalar(0, index, target.getDouble(0, index) - 0.5);
    rest.setInputs(features);
    rest.setLabels(target);
    rest.computeGradientAndScore();
    return tap.gradient().castTo(features.dataType()).reshape('c', features.shape());
  }

  /** Frees what it has besides the network. */
  @Override
  public void close() {
    backbone.close();
  }
}
