package org.dl4jzoo.zoo.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/**
 * A network being built. It hands back vertices, so that a model file never types a wire, and knows
 * every shape, so that a size that reduces to nothing is refused at once. It is plain data: no
 * array is allocated and no backend started.
 */
public final class Net {

  private final ModelOptions options;
  private final Vertex image;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Vertex> outputs = new ArrayList<>();

  Net(ModelOptions options) {
    this.options = options;
    this.image = new Vertex("image", options.image(), false);
  }

  /** The options of the network. */
  public ModelOptions options() {
    return options;
  }

  /** The input, [N,H,W,C]. */
  public Vertex image() {
    return image;
  }

  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** The outputs, the classifier or the features first. */
  List<Vertex> outputs() {
    return List.copyOf(outputs);
  }

  /** A convolution and all that is fused to it. */
  public Vertex conv(String name, Vertex x, Conv conv) {
    int out = conv.depthwise() ? x.channels() : conv.out();
    Insets padding = padding(x.shape(), conv);
    ImageShape shape = slide(name, x, conv.kernel(), conv.stride(), padding, out);
    return map(name, new Op.Convolution(conv, out, padding), shape, x);
  }

  private Insets padding(ImageShape in, Conv conv) {
    if (!conv.padsHalfKernel()) {
      return Insets.all(conv.padding());
    }
    return switch (options.padding()) {
      case TORCH -> Insets.all(conv.kernel() / 2);
      case TF -> same(in, conv.kernel(), conv.stride());
    };
  }

  /** TensorFlow's SAME: ceil(n / stride) outputs, the odd pixel of padding at the end. */
  private static Insets same(ImageShape in, int kernel, int stride) {
    int vertical = sameTotal(in.height(), kernel, stride);
    int horizontal = sameTotal(in.width(), kernel, stride);
    return new Insets(
        vertical / 2, vertical - vertical / 2, horizontal / 2, horizontal - horizontal / 2);
  }

  private static int sameTotal(int length, int kernel, int stride) {
    int outputs = (length + stride - 1) / stride;
    return Math.max(0, (outputs - 1) * stride + kernel - length);
  }

  private static ImageShape slide(
      String name, Vertex x, int kernel, int stride, Insets padding, int out) {
    int height = x.shape().height() + padding.top() + padding.bottom() - kernel;
    int width = x.shape().width() + padding.left() + padding.right() - kernel;
    if (height < 0 || width < 0) {
      throw new VanishedException(
          "nothing is left of the image at '%s', where a %dx%d window meets %s"
              .formatted(name, kernel, kernel, x.shape()));
    }
    return new ImageShape(height / stride + 1, width / stride + 1, out);
  }

  /** Batch normalisation and ReLU. */
  public Vertex bnRelu(String name, Vertex x, double eps) {
    return map(name, new Op.Norm(eps, Activation.RELU), x.shape(), x);
  }

  /** The maximum of each window; padding is never the maximum. */
  public Vertex maxPool(String name, Vertex x, Window window) {
    return pool(name, x, true, window);
  }

  /** The mean of each window; padding doesn't count. */
  public Vertex avgPool(String name, Vertex x, Window window) {
    return pool(name, x, false, window);
  }

  private Vertex pool(String name, Vertex x, boolean max, Window window) {
    Insets padding = window.insets(x.shape());
    ImageShape shape = slide(name, x, window.kernel(), window.stride(), padding, x.channels());
    return map(name, new Op.Pool(max, window, padding), shape, x);
  }

  /** The mean over a grid of size x size bins; the input itself if it has that size. */
  public Vertex adaptiveAvgPool(String name, Vertex x, int size) {
    ImageShape shape = new ImageShape(size, size, x.channels());
    return x.shape().equals(shape) ? x : map(name, new Op.AdaptivePool(size), shape, x);
  }

  /** The mean over height and width, [N,C]. */
  public Vertex globalAvgPool(String name, Vertex x) {
    return vector(name, new Op.GlobalPool(false), x.channels(), x);
  }

  /** Local response normalisation over {@code size} channels. */
  public Vertex responseNorm(String name, Vertex x, int size, double k, double alpha, double beta) {
    return map(name, new Op.ResponseNorm(size, k, alpha, beta), x.shape(), x);
  }

  /** x + y. */
  public Vertex add(String name, Vertex x, Vertex y) {
    return sum(name, x, y, Activation.IDENTITY);
  }

  /** max(x + y, 0). */
  public Vertex addRelu(String name, Vertex x, Vertex y) {
    return sum(name, x, y, Activation.RELU);
  }

  private Vertex sum(String name, Vertex x, Vertex y, Activation activation) {
    if (!x.shape().equals(y.shape())) {
      throw new IllegalArgumentException("can't add different shapes: " + x + " and " + y);
    }
    return map(name, new Op.Add(activation), x.shape(), x, y);
  }

  /** The maps side by side, along their channels. */
  public Vertex concat(String name, List<Vertex> parts) {
    int channels = parts.stream().mapToInt(Vertex::channels).sum();
    ImageShape first = parts.get(0).shape();
    ImageShape joined = new ImageShape(first.height(), first.width(), channels);
    return map(name, new Op.Concat(), joined, parts.toArray(Vertex[]::new));
  }

  /** A fully connected layer with ReLU on the flattened input, [N,out]. */
  public Vertex denseRelu(String name, Vertex x, int out) {
    return vector(name, new Op.Dense(out, Activation.RELU), out, x);
  }

  /** Drops values while training: with the probability of the options, or else the network's. */
  public Vertex dropout(String name, Vertex x, double networksOwn) {
    double probability = options.dropout() == null ? networksOwn : options.dropout();
    return probability == 0
        ? x
        : add(
            new Node(
                new Op.Dropout(probability), List.of(x), new Vertex(name, x.shape(), x.vector())));
  }

  /** The classifier, [N,classes]: fully connected with softmax. */
  public void classifier(Vertex x) {
    sideClassifier(ParameterLayer.CLASSIFIER, x, 1);
    outputs.add(0, outputs.remove(outputs.size() - 1));
  }

  /** A second classifier whose loss counts with a weight, for training only. */
  public void sideClassifier(String name, Vertex x, double lossWeight) {
    int classes = options.classes();
    outputs.add(vector(name, new Op.Classifier(classes, lossWeight), classes, x));
  }

  /** The features where the top is left out, pooled as the options say. */
  void features(Vertex x) {
    outputs.add(
        0,
        switch (options.pooling()) {
          case NONE -> x;
          case AVG -> vector("features", new Op.GlobalPool(false), x.channels(), x);
          case MAX -> vector("features", new Op.GlobalPool(true), x.channels(), x);
        });
  }

  private Vertex map(String name, Op op, ImageShape shape, Vertex... inputs) {
    return add(new Node(op, Arrays.asList(inputs), new Vertex(name, shape, false)));
  }

  private Vertex vector(String name, Op op, int length, Vertex input) {
    Vertex output = new Vertex(name, new ImageShape(1, 1, length), true);
    return add(new Node(op, List.of(input), output));
  }

  private Vertex add(Node node) {
    nodes.add(node);
    return node.output();
  }

  /** The image is too small for the network. */
  static final class VanishedException extends RuntimeException {
    VanishedException(String message) {
      super(message);
    }
  }
}
