package org.dl4jzoo.zoo.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.program.Value;

/**
 * A network being described, operation by operation. Each method returns the vertex that it adds,
 * so that a model file connects operations by variables, not by names. Every shape is computed at
 * once, so that too small an image is refused where it vanishes. It is plain data: no array is
 * allocated and no backend started.
 */
public final class Net {

  private final PaddingStyle padding;
  private final Vertex image;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Vertex> outputs = new ArrayList<>();

  /**
   * A network of nothing yet.
   *
   * @param image size of its images
   * @param padding how convolutions are padded that say nothing else
   */
  public Net(ImageShape image, PaddingStyle padding) {
    this.padding = padding;
    this.image = new Vertex("image", image, false);
  }

  /** How convolutions are padded that say nothing else. */
  public PaddingStyle padding() {
    return padding;
  }

  /** The input, [N,H,W,C]. */
  public Vertex image() {
    return image;
  }

  /** Its operations, each after those whose outputs it reads. */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** What inference does, in the same order. */
  public List<Instruction> instructions() {
    return nodes.stream().flatMap(node -> node.op().compile(node).stream()).toList();
  }

  /** What goes into the softmax of the classifier, the first output. */
  public Value logits() {
    return ClassifierOp.logits(outputs.get(0));
  }

  /** The outputs, the classifier or the features first. */
  public List<Vertex> outputs() {
    return List.copyOf(outputs);
  }

  /**
   * Whether the first output sees the mean of each channel over the last map, of whatever size, and
   * so works on images of another size than it was trained with.
   */
  public boolean averagesLastMap() {
    Op averaging = new GlobalPoolOp(false);
    Vertex seen = outputs.get(0);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.output().equals(seen)) {
        if (node.op().equals(averaging)) {
          return true;
        }
        seen = node.input();
      }
    }
    return false;
  }

  /** A convolution and all that is fused to it. */
  public Vertex conv(String name, Vertex x, Conv conv) {
    int in = x.channels();
    int out = conv.outputs(in);
    Insets insets = insets(x.shape(), conv);
    ImageShape shape = slide(name, x, conv.kernel(), conv.stride(), insets, out);
    return map(name, new ConvolutionOp(conv, in, out, conv.groupsOf(in), insets), shape, x);
  }

  private Insets insets(ImageShape in, Conv conv) {
    if (!conv.padsHalfKernel()) {
      return Insets.all(conv.padding());
    }
    return switch (padding) {
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
    return map(name, new NormOp(eps), x.shape(), x);
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
    Insets insets = window.insets(x.shape());
    ImageShape shape = slide(name, x, window.kernel(), window.stride(), insets, x.channels());
    return map(name, new PoolOp(max, window, insets), shape, x);
  }

  /** The mean over a grid of size x size bins; the input itself if it has that size. */
  public Vertex adaptiveAvgPool(String name, Vertex x, int size) {
    ImageShape shape = new ImageShape(size, size, x.channels());
    return x.shape().equals(shape) ? x : map(name, new AdaptivePoolOp(size), shape, x);
  }

  /** The mean over height and width, [N,C]. */
  public Vertex globalAvgPool(String name, Vertex x) {
    return vector(name, new GlobalPoolOp(false), x.channels(), x);
  }

  /** The maximum over height and width, [N,C]. */
  public Vertex globalMaxPool(String name, Vertex x) {
    return vector(name, new GlobalPoolOp(true), x.channels(), x);
  }

  /** Local response normalisation over {@code size} channels. */
  public Vertex responseNorm(String name, Vertex x, int size, double k, double alpha, double beta) {
    return map(name, new ResponseNormOp(size, k, alpha, beta), x.shape(), x);
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
    return map(name, new AddOp(activation), x.shape(), x, y);
  }

  /** The maps side by side, along their channels. */
  public Vertex concat(String name, List<Vertex> parts) {
    int channels = parts.stream().mapToInt(Vertex::channels).sum();
    ImageShape first = parts.get(0).shape();
    ImageShape joined = new ImageShape(first.height(), first.width(), channels);
    return map(name, new ConcatOp(), joined, parts.toArray(Vertex[]::new));
  }

  /** A fully connected layer with ReLU on the flattened input, [N,out]. */
  public Vertex denseRelu(String name, Vertex x, int out) {
    return vector(name, new DenseOp(out, Activation.RELU), out, x);
  }

  /** Drops values with this probability while training; the input itself if that is 0. */
  public Vertex dropout(String name, Vertex x, double probability) {
    if (probability == 0) {
      return x;
    }
    Vertex output = new Vertex(name, x.shape(), x.vector());
    return add(new Node(new DropoutOp(probability), List.of(x), output));
  }

  /** The classifier, [N,classes]: fully connected with softmax. */
  public void classifier(Vertex x, int classes) {
    outputs.add(0, classifier(ParameterLayer.CLASSIFIER, x, classes, 1));
  }

  /**
   * What was computed under a name, or the image.
   *
   * @throws IllegalArgumentException if there is nothing of that name
   */
  public Vertex vertex(String name) {
    return Stream.concat(Stream.of(image), nodes.stream().map(Node::output))
        .filter(vertex -> vertex.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the network has no " + name));
  }

  /** A second classifier whose loss counts with a weight, for training only. */
  public void sideClassifier(String name, Vertex x, int classes, double lossWeight) {
    outputs.add(classifier(name, x, classes, lossWeight));
  }

  private Vertex classifier(String name, Vertex x, int classes, double lossWeight) {
    return vector(name, new ClassifierOp(classes, lossWeight), classes, x);
  }

  /** Makes features the first output, where there is no classifier. */
  public void features(Vertex x) {
    outputs.add(0, x);
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
  public static final class VanishedException extends RuntimeException {
    VanishedException(String message) {
      super(message);
    }
  }
}
