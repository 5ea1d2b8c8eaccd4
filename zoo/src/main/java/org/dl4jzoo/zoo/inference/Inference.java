package org.dl4jzoo.zoo.inference;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.compiled.CompiledNetwork;
import org.dl4jzoo.zoo.compiled.DeviceLayers;
import org.dl4jzoo.zoo.compiled.Numeral;
import org.dl4jzoo.zoo.compiled.QuantizedWeights;
import org.dl4jzoo.zoo.device.CurrentDevice;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.network.DeviceInference;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.program.Value;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a network says of images: on the {@link CurrentDevice} where there is one, compiled where
 * oneDNN computes it, else as Deeplearning4j's graph does. It computes with the parameters that the
 * network has when this is made; after training on, {@link #refresh} is called, or another is made.
 * Before that some layers have the old parameters and others the new ones.
 */
public final class Inference implements AutoCloseable {

  private final Run run;
  private final Runnable refresh;
  private final Runnable free;

  /** Computes a batch, and may copy what the other argument gives, the next one, meanwhile. */
  private interface Run {
    INDArray of(INDArray images, Supplier<Optional<INDArray>> next);
  }

  private Inference(Run run, Runnable refresh, Runnable free) {
    this.run = run;
    this.refresh = refresh;
    this.free = free;
  }

  /** A graph has nothing of its own that it makes of the parameters. */
  private static Inference ofGraph(UnaryOperator<INDArray> run) {
    return new Inference((images, next) -> run.apply(images), () -> {}, () -> {});
  }

  /**
   * The first output of a network: probabilities [N,K], or features.
   *
   * @param net the network's description
   */
  public static Inference output(ComputationGraph network, Net net) {
    return timed(network, net, null);
  }

  /**
   * The same.
   *
   * @param times notes how long each kind of primitive takes, where the network is compiled
   */
  public static Inference timed(ComputationGraph network, Net net, KernelTimes times) {
    return Execution.isOnOnednn(network)
        ? compiled(network, net, net.outputs().get(0).value(), times)
        : ofGraph(images -> network.output(false, images)[0]);
  }

  /**
   * The only output of a part of a network, from the image on.
   *
   * @param net gives the whole network's description, where that is needed
   */
  public static Inference part(ComputationGraph part, Supplier<Net> net) {
    if (!Execution.isOnOnednn(part)) {
      return ofGraph(images -> part.output(false, images)[0]);
    }
    String output = part.getConfiguration().getNetworkOutputs().get(0);
    Net whole = net.get();
    return compiled(part, whole, whole.vertex(output).value(), null);
  }

  /**
   * What goes into the softmax of a network's first output, [N,K].
   *
   * @param network all of it, or what comes after a cut
   * @param net the whole network's description
   */
  public static Inference logits(ComputationGraph network, Net net) {
    return logits(network, () -> net);
  }

  /**
   * The same.
   *
   * @param net gives the whole network's description, where that is needed
   */
  public static Inference logits(ComputationGraph network, Supplier<Net> net) {
    if (!Execution.isOnOnednn(network)) {
      return graphLogits(network);
    }
    Net whole = net.get();
    return compiled(network, whole, whole.logits(), null);
  }

  /** The same of any graph, as Deeplearning4j runs it. */
  public static Inference graphLogits(ComputationGraph network) {
    return ofGraph(images -> Logits.of(network, images));
  }

  /**
   * An output of a quantized network.
   *
   * @param net the network's description
   * @param output what is asked for, float32
   * @param weights of it
   * @param times notes how long each kind of primitive takes; null for none
   * @throws IllegalArgumentException if the weights are those of another network
   */
  public static Inference quantized(
      Net net, Value output, QuantizedWeights weights, KernelTimes times) {
    CompiledNetwork compiled =
        new CompiledNetwork(
            net.image().value(), output, net.instructions(), weights, OpenMpWorkers.all(), times);
    return of(compiled, () -> refuseRefresh("a quantized network"));
  }

  private static void refuseRefresh(String what) {
    throw new UnsupportedOperationException(what + " gets other parameters by another one");
  }

  /**
   * An output of a network that computes with bfloat16: maps and weights are rounded to it, and
   * products added in float32.
   *
   * @param network on oneDNN, on a CPU that {@link org.dl4jzoo.zoo.layer.Engine#computes computes}
   *     so
   * @param net the network's description
   * @param output what is asked for, float32
   * @param times notes how long each kind of primitive takes; null for none
   */
  public static Inference bfloat16(
      ComputationGraph network, Net net, Value output, KernelTimes times) {
    Value image = net.image().value();
    return of(compile(net, image, output, new GraphWeights(network), Numeral.BFLOAT16, times));
  }

  private static Inference compiled(
      ComputationGraph network, Net net, Value output, KernelTimes times) {
    Value begin = net.vertex(network.getConfiguration().getNetworkInputs().get(0)).value();
    boolean whole = begin.equals(net.image().value());
    Optional<Device> device = whole ? CurrentDevice.get() : Optional.empty();
    if (device.isPresent()) {
      return onDevice(network, net, output, device.get());
    }
    GraphWeights weights = new GraphWeights(network);
    return of(compile(net, begin, output, weights, Numeral.FLOAT, times));
  }

  private static CompiledNetwork compile(
      Net net,
      Value begin,
      Value output,
      GraphWeights weights,
      Numeral numbers,
      KernelTimes times) {
    return CompiledLogits.compile(net, begin, output, weights, numbers, OpenMpWorkers.all(), times);
  }

  private static Inference of(CompiledNetwork compiled) {
    return of(compiled, compiled::refold);
  }

  private static Inference of(CompiledNetwork compiled, Runnable refresh) {
    return new Inference(
        (images, next) -> run(compiled.input(), compiled.output(), images, compiled::run),
        refresh,
        compiled::close);
  }

  /**
   * The output of a network on a device, which one thread at a time uses.
   *
   * @param output what is asked for
   */
  public static Inference onDevice(ComputationGraph network, Net net, Value output, Device device) {
    Value image = net.image().value();
    DeviceInference inference =
        new DeviceInference(
            device,
            image,
            output,
            DeviceLayers.inference(image, output, net.instructions()),
            new GraphWeights(network));
    DeviceOutput onDevice = new DeviceOutput(device, inference);
    return new Inference(onDevice::of, () -> refuseRefresh("a device"), onDevice::close);
  }

  /** Computes a batch: reads images and writes the result, both direct. */
  private interface Batch {
    void run(int images, FloatBuffer from, FloatBuffer to);
  }

  private static INDArray run(Value input, Value output, INDArray images, Batch work) {
    check(input, images);
    INDArray batch = dense(images);
    INDArray result = result(output, images.size(0));
    try {
      int size = Math.toIntExact(images.size(0));
      work.run(size, GraphWeights.floats(batch), GraphWeights.floats(result));
    } finally {
      // The buffers alone don't keep the arrays' memory.
      Reference.reachabilityFence(batch);
      Reference.reachabilityFence(result);
    }
    return result;
  }

  /** The array itself if its values lie one after the other, or a copy. */
  static INDArray dense(INDArray images) {
    return images.ordering() == 'c' && !images.isView() ? images : images.dup('c');
  }

  /** An array for an output of so many images. */
  static INDArray result(Value output, long size) {
    long[] shape =
        output.vector()
            ? new long[] {size, output.channels()}
            : new long[] {size, output.height(), output.width(), output.channels()};
    return Nd4j.createUninitializedDetached(DataType.FLOAT, shape);
  }

  /** Memory beyond a smaller array would be read. */
  static void check(Value image, INDArray images) {
    long[] needed =
        image.vector()
            ? new long[] {images.size(0), image.channels()}
            : new long[] {images.size(0), image.height(), image.width(), image.channels()};
    if (images.dataType() != DataType.FLOAT || !Arrays.equals(images.shape(), needed)) {
      throw new IllegalArgumentException(
          "expected float32 images of %dx%dx%d; got %s of %s"
              .formatted(
                  image.height(),
                  image.width(),
                  image.channels(),
                  images.dataType(),
                  Arrays.toString(images.shape())));
    }
  }

  /**
   * Runs the network.
   *
   * @param images [N,H,W,C], float32, of the size in the network's description; what comes after a
   *     cut reads what comes before it instead
   * @return an array outside any workspace
   * @throws IllegalArgumentException if a compiled network gets images of another size or type
   */
  public INDArray of(INDArray images) {
    return of(images, Optional::empty);
  }

  /**
   * The same.
   *
   * @param next gives the images of the next call, if there is one; a device asks while it
   *     computes, so that they are copied meanwhile
   */
  public INDArray of(INDArray images, Supplier<Optional<INDArray>> next) {
    return run.of(images, next);
  }

  /**
   * Computes from now on with the parameters that the network has now, after the batches that run.
   *
   * @throws UnsupportedOperationException on a device, and of a quantized network
   */
  public void refresh() {
    refresh.run();
  }

  /** Frees what it has besides the network. */
  @Override
  public void close() {
    free.run();
  }
}
