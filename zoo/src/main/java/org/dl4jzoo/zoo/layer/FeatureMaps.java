package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Kernels;
import org.dl4jzoo.zoo.layer.kernel.Layout;
import org.dl4jzoo.zoo.layer.memory.Workspaces;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Deeplearning4j's input types and arrays as NHWC feature maps. */
final class FeatureMaps {

  private FeatureMaps() {}

  /**
   * The type as an NHWC map.
   *
   * @throws InvalidInputTypeException if it is anything else
   */
  static InputType.InputTypeConvolutional of(InputType type) {
    if (type instanceof InputType.InputTypeConvolutional map
        && map.getFormat() == CNN2DFormat.NHWC) {
      return map;
    }
    throw new InvalidInputTypeException("expected feature maps in NHWC order; got " + type);
  }

  /** The shape of one example. */
  static FeatureMap shape(InputType type) {
    InputType.InputTypeConvolutional map = of(type);
    return new FeatureMap(1, map.getHeight(), map.getWidth(), map.getChannels());
  }

  static InputType type(FeatureMap map) {
    return InputType.convolutional(map.height(), map.width(), map.channels(), CNN2DFormat.NHWC);
  }

  /** The array itself if its values lie in c order without gaps, else such a copy. */
  static INDArray dense(INDArray array, LayerWorkspaceMgr workspaces, ArrayType type) {
    return Layout.isDense(array) ? array : workspaces.dup(type, array, 'c');
  }

  /**
   * The output of inference: as it is if only the next vertices read it, else in NHWC, as users
   * expect it.
   *
   * @param channels channels without those that fill up the last block
   */
  static INDArray shown(
      INDArray output, long channels, Kernels kernels, LayerWorkspaceMgr workspaces) {
    if (!FeatureMap.liesInBlocks(output)
        || Workspaces.passActivations(workspaces)
        || Workspaces.keepActivations(workspaces)) {
      return output;
    }
    FeatureMap map = new FeatureMap(output.size(0), output.size(2), output.size(3), channels);
    INDArray plain =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, output.dataType(), map.shape(), 'c');
    kernels.channelBlocks(map).toPlain(output, plain);
    return plain;
  }

  /** A report that counts parameters, and the output as working memory. */
  static LayerMemoryReport memoryReport(Layer layer, InputType input, long parameters) {
    InputType output = layer.getOutputType(-1, input);
    return new LayerMemoryReport.Builder(layer.getLayerName(), layer.getClass(), input, output)
        .standardMemory(parameters, parameters)
        .workingMemory(0, 0, output.arrayElementsPerExample(), output.arrayElementsPerExample())
        .cacheMemory(0, 0)
        .build();
  }
}
