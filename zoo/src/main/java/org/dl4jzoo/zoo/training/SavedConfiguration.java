package org.dl4jzoo.zoo.training;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.dl4jzoo.zoo.layer.AdaptivePool;
import org.dl4jzoo.zoo.layer.Add;
import org.dl4jzoo.zoo.layer.Concat;
import org.dl4jzoo.zoo.layer.ConvBlock;
import org.dl4jzoo.zoo.layer.EndBlocks;
import org.dl4jzoo.zoo.layer.FullyConnected;
import org.dl4jzoo.zoo.layer.NormBlock;
import org.dl4jzoo.zoo.layer.Pool;
import org.dl4jzoo.zoo.layer.ResponseNormalization;
import org.dl4jzoo.zoo.layer.SoftmaxCrossEntropy;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * Reads the configuration of a saved network, also where an older build wrote it.
 *
 * <p>Deeplearning4j writes the class names of layers, vertices, losses and schedules ({@code
 * "@class"}) and makes objects of those classes again. It leaves no room for names of our own:
 * {@code ModelSerializer} reads with a mapper that nobody can configure before it is used. So the
 * class names are the format: whoever renames or moves such a class adds its old name to {@link
 * #RENAMED}, and files that bear it load as before.
 */
public final class SavedConfiguration {

  /** Old names of classes, each with today's. */
  private static final Map<String, Class<?>> RENAMED =
      Map.of(
          "org.dl4jzoo.app.train.LearningRateSchedule",
          LearningRateSchedule.class,
          "org.dl4jzoo.app.setting.LearningRateSchedule",
          LearningRateSchedule.class);

  /** All classes that the configuration of a network of the zoo names, whatever computes it. */
  static final Set<Class<?>> TYPES =
      Set.of(
          AdaptivePool.class,
          Add.class,
          Concat.class,
          ConvBlock.class,
          EndBlocks.class,
          FullyConnected.class,
          NormBlock.class,
          Pool.class,
          ResponseNormalization.class,
          SoftmaxCrossEntropy.class,
          LearningRateSchedule.class,
          ElementWiseVertex.class,
          LayerVertex.class,
          MergeVertex.class,
          ActivationLayer.class,
          BatchNormalization.class,
          ConvolutionLayer.class,
          DenseLayer.class,
          DepthwiseConvolution2D.class,
          DropoutLayer.class,
          GlobalPoolingLayer.class,
          LocalResponseNormalization.class,
          OutputLayer.class,
          SubsamplingLayer.class,
          ZeroPaddingLayer.class,
          Dropout.class,
          CnnToFeedForwardPreProcessor.class,
          WeightInitRelu.class,
          WeightInitXavier.class,
          ActivationIdentity.class,
          ActivationReLU.class,
          ActivationReLU6.class,
          ActivationSigmoid.class,
          ActivationSoftmax.class,
          Adam.class,
          Nesterovs.class,
          RmsProp.class,
          Sgd.class,
          L2Regularization.class,
          WeightDecay.class,
          FixedSchedule.class);

  private static final Set<String> NAMES =
      TYPES.stream().map(Class::getName).collect(Collectors.toUnmodifiableSet());

  private SavedConfiguration() {}

  /**
   * Reads a configuration.
   *
   * @param json what {@code ComputationGraphConfiguration.toJson} wrote, in this build or an older
   *     one
   * @throws RuntimeException if it is not one, or names a class that is not there; Deeplearning4j
   *     has no type of its own for that
   */
  public static ComputationGraphConfiguration read(String json) {
    String renamed = json;
    for (Map.Entry<String, Class<?>> entry : RENAMED.entrySet()) {
      renamed = renamed.replace(quoted(entry.getKey()), quoted(entry.getValue().getName()));
    }
    return ComputationGraphConfiguration.fromJson(renamed);
  }

  /**
   * Whether a network of the zoo is described with a class of this name, or was by an older build.
   * Deeplearning4j loads any other too, and runs its static code, before it looks what it is.
   */
  public static boolean describesNetworks(String className) {
    return NAMES.contains(className) || RENAMED.containsKey(className);
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
