package org.dl4jzoo.zoo.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.Kernels;
import org.dl4jzoo.zoo.layer.kernel.UpdateRule;
import org.dl4jzoo.zoo.layer.kernel.UpdateRule.Stretch;
import org.dl4jzoo.zoo.offheap.Address;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * Deeplearning4j's updater, with division by the batch size, weight decay and optimiser in one
 * multi-threaded pass. It has the same state and the same result as the updater it replaces, so
 * that a network saved with one of them goes on training with the other. Optimisers other than Adam
 * and Nesterov's momentum, and gradient normalisation, are left to the parent class. It can clip
 * gradients by the norm of all of them, which Deeplearning4j does by layer only.
 */
public final class OnePassUpdater extends ComputationGraphUpdater {

  /** Empty where the parent has to do the work. */
  private final transient List<Step> steps;

  private final transient GradientClip clip;

  private OnePassUpdater(ComputationGraph graph, Kernels kernels, double clipNorm) {
    super(graph);
    this.steps = steps(kernels);
    this.clip = GradientClip.of(clipNorm, stretches());
  }

  /**
   * Gives a network this updater. It goes on with the state of the one that the network has, if
   * that is of the same optimizer and groups parameters in the same way.
   *
   * @param kernels have the optimizers' arithmetic
   */
  public static void install(ComputationGraph graph, Kernels kernels) {
    install(graph, kernels, 0);
  }

  /**
   * The same with clipped gradients.
   *
   * @param clipNorm norm that the gradient of a step may have; 0 for any
   * @throws IllegalArgumentException if gradients that aren't float32 are to be clipped
   */
  static void install(ComputationGraph graph, Kernels kernels, double clipNorm) {
    if (clipNorm > 0 && graph.params().dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "only float32 gradients are clipped; got " + graph.params().dataType());
    }
    ComputationGraphUpdater before = graph.getUpdater(false);
    OnePassUpdater updater = new OnePassUpdater(graph, kernels, clipNorm);
    if (before != null && layout(before).equals(layout(updater))) {
      updater.setStateViewArray(before.getStateViewArray());
    }
    graph.setUpdater(updater);
  }

  /** What the values of a state mean: which optimizer keeps what of which parameters. */
  private static List<List<Object>> layout(ComputationGraphUpdater updater) {
    return updater.getUpdaterBlocks().stream()
        .map(
            block ->
                List.<Object>of(
                    block.getGradientUpdater().getClass(),
                    block.getParamOffsetStart(),
                    block.getParamOffsetEnd(),
                    block.getUpdaterViewOffsetStart(),
                    block.getUpdaterViewOffsetEnd()))
        .toList();
  }

  private List<Step> steps(Kernels kernels) {
    List<Step> all = new ArrayList<>();
    Map<IUpdater, Optional<UpdateRule>> rules = new HashMap<>();
    for (ParameterStretch stretch : stretches()) {
      IUpdater updater = stretch.updater();
      Optional<UpdateRule> rule = rules.computeIfAbsent(updater, kernels::updateRule);
      if (rule.isPresent()) {
        all.add(new Step(rule.get(), updater, arrays(stretch)));
      } else if (!stretch.isPlain()) {
        return List.of();
      }
    }
    return all;
  }

  /**
   * What the updater does, as places in the graph's vectors; empty if it does more than optimizers
   * with weight decay do.
   */
  List<ParameterStretch> stretches() {
    List<ParameterStretch> all = new ArrayList<>();
    for (UpdaterBlock block : getUpdaterBlocks()) {
      boolean plain = updater(block) instanceof NoOp && !divides(block);
      if (!plain && !isOrdinary(block)) {
        return List.of();
      }
      all.addAll(stretches(block));
    }
    return all;
  }

  /** What makes gradients shorter that are too long. */
  GradientClip clip() {
    return clip;
  }

  private static IUpdater updater(UpdaterBlock block) {
    UpdaterBlock.ParamState first = block.getLayersAndVariablesInBlock().get(0);
    return first.getLayer().getConfig().getUpdaterByParam(first.getParamName());
  }

  private boolean isOrdinary(UpdaterBlock block) {
    return isMiniBatch()
        && block.getLayersAndVariablesInBlock().stream()
            .allMatch(
                state ->
                    state.getLayer().updaterDivideByMinibatch(state.getParamName())
                        && isNotNormalized(state.getLayer())
                        && Decay.of(state).isPresent());
  }

  private static boolean isNotNormalized(Trainable layer) {
    GradientNormalization normalization = layer.getConfig().getGradientNormalization();
    return normalization == null || normalization == GradientNormalization.None;
  }

  private static boolean divides(UpdaterBlock block) {
    return block.getLayersAndVariablesInBlock().stream()
        .anyMatch(state -> state.getLayer().updaterDivideByMinibatch(state.getParamName()));
  }

  /** Splits the parameters of an updater block into stretches of one weight decay. */
  private static List<ParameterStretch> stretches(UpdaterBlock block) {
    List<ParameterStretch> stretches = new ArrayList<>();
    List<UpdaterBlock.ParamState> states = block.getLayersAndVariablesInBlock();
    int first = 0;
    for (int i = 1; i <= states.size(); i++) {
      Optional<Decay> decay = Decay.of(states.get(first));
      if (i == states.size() || !Decay.of(states.get(i)).equals(decay)) {
        long start = states.get(first).getParamOffsetStart();
        long end = states.get(i - 1).getParamOffsetEnd();
        stretches.add(stretch(block, start, end, decay.orElseGet(() -> new Decay(0, 0))));
        first = i;
      }
    }
    return stretches;
  }

  /** The state of a block has the first value of all its parameters, then the second. */
  private static ParameterStretch stretch(UpdaterBlock block, long start, long end, Decay decay) {
    long parameters = (long) block.getParamOffsetEnd() - block.getParamOffsetStart();
    long kept = (long) block.getUpdaterViewOffsetEnd() - block.getUpdaterViewOffsetStart();
    return new ParameterStretch(
        updater(block),
        start,
        end,
        block.getUpdaterViewOffsetStart() + start - block.getParamOffsetStart(),
        parameters,
        Math.toIntExact(kept / parameters),
        decay.l2,
        decay.decoupled);
  }

  private Stretch arrays(ParameterStretch stretch) {
    long length = stretch.end() - stretch.start();
    List<INDArray> state = new ArrayList<>();
    for (int kind = 0; kind < stretch.states(); kind++) {
      long from = stretch.stateStart() + kind * stretch.stateDistance();
      state.add(part(getStateViewArray(), from, from + length));
    }
    return new Stretch(
        part(getParams(), stretch.start(), stretch.end()),
        part(getFlattenedGradientsView(), stretch.start(), stretch.end()),
        state,
        stretch.l2(),
        stretch.decoupledDecay());
  }

  private static INDArray part(INDArray array, long start, long end) {
    return array.reshape(array.length()).get(NDArrayIndex.interval(start, end));
  }

  @Override
  public synchronized void update(
      Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
    INDArray gradients = gradient.gradient();
    double clipped = clip.factor(Address.of(gradients), batchSize);
    if (steps.isEmpty() || !isOwn(gradients)) {
      shorten(gradients, clipped);
      super.update(gradient, iteration, epoch, batchSize, workspaces);
      return;
    }
    for (Step step : steps) {
      double learningRate = step.updater.getLearningRate(iteration, epoch);
      step.rule.apply(step.stretch, clipped / batchSize, learningRate, iteration);
    }
  }

  private void shorten(INDArray gradients, double factor) {
    if (factor != 1) {
      clip.spans().forEach(span -> part(gradients, span.start(), span.end()).muli(factor));
    }
  }

  /** Whether these are the gradients of the backward pass, of which the stretches are views. */
  private boolean isOwn(INDArray gradients) {
    return gradients.data().address() == getFlattenedGradientsView().data().address();
  }

  /** A stretch with its optimiser. */
  private record Step(UpdateRule rule, IUpdater updater, Stretch stretch) {}

  /** The weight decay of a parameter. */
  private record Decay(double l2, double decoupled) {

    /** Empty if the regularisation is of another kind, or there are several. */
    static Optional<Decay> of(UpdaterBlock.ParamState state) {
      List<Regularization> regularization =
          state.getLayer().getConfig().getRegularizationByParam(state.getParamName());
      if (regularization == null || regularization.isEmpty()) {
        return Optional.of(new Decay(0, 0));
      }
      if (regularization.size() > 1) {
        return Optional.empty();
      }
      return of(regularization.get(0));
    }

    private static Optional<Decay> of(Regularization regularization) {
      if (regularization instanceof L2Regularization l2) {
        return Optional.of(new Decay(l2.getL2().valueAt(0, 0), 0));
      } else if (regularization instanceof WeightDecay decay && decay.isApplyLR()) {
        return Optional.of(new Decay(0, decay.getCoeff().valueAt(0, 0)));
      }
      return Optional.empty();
    }
  }
}
