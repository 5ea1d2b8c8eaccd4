package org.dl4jzoo.zoo.inference;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.compiled.CompiledNetwork;
import org.dl4jzoo.zoo.compiled.MapForm;
import org.dl4jzoo.zoo.compiled.Numeral;
import org.dl4jzoo.zoo.compiled.QuantizedWeights;
import org.dl4jzoo.zoo.compiled.Workers;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.program.LayerWeights;
import org.dl4jzoo.zoo.program.Value;

/** The logits of a network that needs its description and weights only: ND4J is never started. */
public final class CompiledLogits implements ImageLogits {

  private final CompiledNetwork network;

  /**
   * Compiles a network for oneDNN.
   *
   * @param net a classifier's description
   * @param weights its parameters, which stay as they are
   * @param numbers that it computes with, float32 or bfloat16
   */
  public CompiledLogits(Net net, LayerWeights weights, Numeral numbers) {
    this.network =
        compile(net, net.image().value(), net.logits(), weights, numbers, Workers.none(), null);
  }

  /**
   * Compiles a quantized network.
   *
   * @param net a classifier's description
   * @param weights of it
   * @throws IllegalArgumentException if the weights are those of another network
   */
  public CompiledLogits(Net net, QuantizedWeights weights) {
    this.network =
        new CompiledNetwork(
            net.image().value(), net.logits(), net.instructions(), weights, Workers.none(), null);
  }

  /** Loads the native library, which the first network does otherwise. */
  public static void loadLibrary() {
    OnednnKernels.vectorLength();
  }

  /**
   * Compiles a part of a network.
   *
   * @param begin the image, or the only value between the part and what comes before it
   */
  static CompiledNetwork compile(
      Net net,
      Value begin,
      Value output,
      LayerWeights weights,
      Numeral numbers,
      Workers workers,
      KernelTimes times) {
    // No fast kernel copies anything but an image into blocks.
    MapForm maps = new MapForm(begin.equals(net.image().value()), numbers);
    return new CompiledNetwork(begin, output, net.instructions(), weights, maps, workers, times);
  }

  @Override
  public void prepare(int images) {
    network.prepare(images);
  }

  @Override
  public float[][] of(FloatBuffer images) {
    Value input = network.input();
    int count = Math.toIntExact(images.capacity() / (input.area() * input.channels()));
    float[][] rows = new float[count][network.output().channels()];
    try (FloatPointer output = new FloatPointer((long) count * rows[0].length)) {
      FloatBuffer values = output.asBuffer();
      network.run(count, images, values);
      for (int n = 0; n < count; n++) {
        values.get(n * rows[n].length, rows[n]);
      }
    }
    return rows;
  }

  @Override
  public void close() {
    network.close();
  }
}
