package org.dl4jzoo.zoo.model;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/** Writes Deeplearning4j's own layers, a vertex for each step, for comparison only. */
final class StockGraphWriter extends GraphWriter {

  StockGraphWriter(Net net, NeuralNetConfiguration.Builder base) {
    super(net, base);
  }

  @Override
  void write(Node node) {
    String name = node.output().name();
    if (node.op() instanceof Op.Convolution convolution) {
      convolution(name, node.input(), convolution);
    } else if (node.op() instanceof Op.Norm norm) {
      graph().addLayer(name + ".norm", batchNorm(norm.eps()), inputs(node));
      activate(name, norm.activation(), name + ".norm");
    } else if (node.op() instanceof Op.Add add) {
      graph()
          .addVertex(name + ".sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs(node));
      activate(name, add.activation(), name + ".sum");
    } else if (node.op() instanceof Op.Concat) {
      graph().addVertex(name, new MergeVertex(), inputs(node));
    } else if (node.op() instanceof Op.Pool pool) {
      graph().addLayer(name, pool(pool), pad(name, node.input().name(), pool.padding()));
    } else {
      graph().addLayer(name, layer(node), inputs(node));
    }
  }

  private void convolution(String name, Vertex input, Op.Convolution convolution) {
    Conv conv = convolution.conv();
    String padded = pad(name, input.name(), convolution.padding());
    graph().addLayer(name + ".conv", convolution(convolution), padded);
    String last = name + ".conv";
    if (conv.eps() > 0) {
      graph().addLayer(name + ".norm", batchNorm(conv.eps()), last);
      last = name + ".norm";
    }
    activate(name, conv.activation(), last);
  }

  private void activate(String name, Activation activation, String input) {
    graph().addLayer(name, new ActivationLayer(stock(activation)), input);
  }

  private static org.nd4j.linalg.activations.Activation stock(Activation activation) {
    return switch (activation) {
      case IDENTITY -> org.nd4j.linalg.activations.Activation.IDENTITY;
      case RELU -> org.nd4j.linalg.activations.Activation.RELU;
      case RELU6 -> org.nd4j.linalg.activations.Activation.RELU6;
    };
  }

  /** Zeros around the input; no maximum is below zero where a network pads before max pooling. */
  private String pad(String name, String input, Insets padding) {
    if (padding.equals(Insets.NONE)) {
      return input;
    }
    ZeroPaddingLayer zeros =
        new ZeroPaddingLayer.Builder(
                padding.top(), padding.bottom(), padding.left(), padding.right())
            .dataFormat(CNN2DFormat.NHWC)
            .build();
    graph().addLayer(name + ".pad", zeros, input);
    return name + ".pad";
  }

  private static Layer convolution(Op.Convolution convolution) {
    Conv conv = convolution.conv();
    ConvolutionLayer.BaseConvBuilder<?> layer =
        conv.depthwise()
            ? new DepthwiseConvolution2D.Builder(conv.kernel(), conv.kernel())
                .dataFormat(CNN2DFormat.NHWC)
            : new ConvolutionLayer.Builder(conv.kernel(), conv.kernel())
                .dataFormat(CNN2DFormat.NHWC);
    return layer
        .stride(conv.stride(), conv.stride())
        .convolutionMode(ConvolutionMode.Truncate)
        .hasBias(conv.bias())
        .nOut(convolution.out())
        .weightInit(WeightInit.RELU)
        .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
        .build();
  }

  private static Layer batchNorm(double eps) {
    return new BatchNormalization.Builder()
        .eps(eps)
        .decay(DECAY)
        .useLogStd(false)
        .dataFormat(CNN2DFormat.NHWC)
        .build();
  }

  private static Layer pool(Op.Pool pool) {
    Window window = pool.window();
    return new SubsamplingLayer.Builder(pool.max() ? PoolingType.MAX : PoolingType.AVG)
        .kernelSize(window.kernel(), window.kernel())
        .stride(window.stride(), window.stride())
        .convolutionMode(ConvolutionMode.Truncate)
        .dataFormat(CNN2DFormat.NHWC)
        .build();
  }

  private static Layer layer(Node node) {
    if (node.op() instanceof Op.GlobalPool pool) {
      return new GlobalPoolingLayer(pool.max() ? PoolingType.MAX : PoolingType.AVG);
    } else if (node.op() instanceof Op.ResponseNorm norm) {
      // Deeplearning4j doesn't divide alpha by the size.
      return new LocalResponseNormalization.Builder(
              norm.k(), norm.size(), norm.alpha() / norm.size(), norm.beta())
          .build();
    } else if (node.op() instanceof Op.Dense dense) {
      return new DenseLayer.Builder()
          .nOut(dense.out())
          .weightInit(WeightInit.RELU)
          .activation(stock(dense.activation()))
          .build();
    }
    return commonLayer(node);
  }
}
