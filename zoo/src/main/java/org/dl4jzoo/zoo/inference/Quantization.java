package org.dl4jzoo.zoo.inference;

import java.lang.ref.Reference;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.compiled.QuantizedWeights;
import org.dl4jzoo.zoo.compiled.Quantizer;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.program.Value;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes a quantized network of a trained one, by what it makes of images. */
public final class Quantization {

  private final ComputationGraph network;
  private final Value image;
  private final Quantizer quantizer;

  /**
   * Begins with no images.
   *
   * @param network with the parameters to quantize, on oneDNN
   * @param net its description
   */
  public Quantization(ComputationGraph network, Net net) {
    this.network = network;
    this.image = net.image().value();
    this.quantizer =
        new Quantizer(
            image, net.outputs().get(0).value(), net.instructions(), new GraphWeights(network));
  }

  /**
   * Looks at what the network makes of images.
   *
   * @param images [N,H,W,C], float32, of the size in the network's description
   * @throws IllegalArgumentException if they are of another size or type
   */
  public void observe(INDArray images) {
    Inference.check(image, images);
    INDArray batch = Inference.dense(images);
    try {
      quantizer.observe(Math.toIntExact(batch.size(0)), GraphWeights.floats(batch));
    } finally {
      // The buffers alone don't keep the arrays' memory.
      Reference.reachabilityFence(batch);
      Reference.reachabilityFence(network);
    }
  }

  /** The quantized network, by the images so far. */
  public QuantizedWeights quantized() {
    return quantizer.quantized();
  }
}
