package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Pooling;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link Pool}. */
final class PoolLayer extends StatelessLayer<Pool>
    implements RecomputedOutput.Reader, ArrayReuse.InputOverwriter {

  private final transient ShapeCache<FeatureMap, Pooling> training = new ShapeCache<>();
  private final transient ShapeCache<FeatureMap, Pooling> inference = new ShapeCache<>();
  private transient Pooling last;
  private transient INDArray output;
  private transient boolean inputOverwritten;

  /** Where the input comes from if it is not kept, else null. */
  private transient RecomputedOutput source;

  PoolLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public void inputFrom(int index, RecomputedOutput newSource) {
    source = newSource;
  }

  @Override
  public void overwriteInput() {
    inputOverwritten = kernels().remembersPlaces();
  }

  @Override
  public INDArray activate(boolean train, LayerWorkspaceMgr workspaces) {
    INDArray x = denseInput(workspaces);
    FeatureMap in = FeatureMap.of(x, layerConf().channels());
    Pooling pooling =
        (train ? training : inference)
            .get(in, key -> kernels().pooling(layerConf().shape(key), train));
    long[] shape = layerConf().shape(in).output().shape();
    INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    pooling.forward(x, y);
    if (train) {
      last = pooling;
      output = y;
      if (source != null) {
        source.read();
      }
    }
    if (layerConf().global()) {
      return y.reshape('c', in.batch(), in.channels());
    }
    return train ? y : FeatureMaps.shown(y, in.channels(), kernels(), workspaces);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray dy = FeatureMaps.dense(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
    INDArray dx =
        inputOverwritten ? FeatureMaps.asGradient(input, workspaces) : inputGradient(workspaces);
    boolean kept = source == null || kernels().remembersPlaces();
    INDArray x = kept ? input : source.again(input);
    last.backward(x, output, dy.reshape('c', output.shape()), dx);
    output = null;
    return new Pair<>(new DefaultGradient(), dx);
  }
}
