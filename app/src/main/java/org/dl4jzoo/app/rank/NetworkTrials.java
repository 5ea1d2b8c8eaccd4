package org.dl4jzoo.app.rank;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.regression.PenaltySearch;
import org.dl4jzoo.app.setting.AskedTraining;
import org.dl4jzoo.app.train.HeadTrial;
import org.dl4jzoo.app.train.HeadTrials;
import org.dl4jzoo.app.train.InitialWeights;
import org.dl4jzoo.zoo.net.InvalidModelException;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;

/** Tries every network whose weights are at hand, as it would be trained with these settings. */
public final class NetworkTrials {

  /** Settings of a training, made complete by what its weights want. */
  @FunctionalInterface
  public interface Completion {

    /**
     * Completes the settings.
     *
     * @param settings of one training; changed
     * @param weights that it begins with; random ones where the model is still to be chosen
     * @throws UsageException or InvalidModelException if they contradict each other
     */
    AskedTraining complete(Map<String, Object> settings, InitialWeights weights);
  }

  private final Map<String, Object> settings;
  private final Completion completion;
  private final ProgressDisplay display;
  private final CostLimits limits;

  private NetworkTrials(
      Map<String, Object> settings, Completion completion, ProgressDisplay display) {
    this.settings = settings;
    this.completion = completion;
    this.display = display;
    this.limits = CostLimits.of(settings);
  }

  /**
   * Ranks the networks. What is left out is told.
   *
   * @param settings whose model is {@code auto}
   * @throws UsageException or one of the other modules' user errors if there is no network to take
   */
  public static NetworkRanking rank(
      Map<String, Object> settings, Completion completion, ProgressDisplay display) {
    return new NetworkTrials(settings, completion, display).rank();
  }

  private NetworkRanking rank() {
    AskedTraining open = completion.complete(new LinkedHashMap<>(settings), InitialWeights.none());
    List<Candidate> candidates = WeightsAtHand.find(open.config().weights(), display::line);
    Backend backend = open.config().selectBackend().backend();
    long features = candidates.stream().mapToLong(Candidate::features).max().orElseThrow();
    HeadTrials trials = HeadTrials.on(open, features, display);
    List<RankedNetwork> tried = new ArrayList<>();
    RuntimeException refused = null;
    for (Candidate candidate : candidates) {
      try {
        tried.add(tried(candidate, trials, backend));
      } catch (UsageException | InvalidModelException | InvalidWeightsException e) {
        display.line("left out: %s: %s".formatted(candidate, e.getMessage()));
        refused = refused == null ? e : refused;
      }
    }
    if (tried.isEmpty()) {
      throw refused;
    }
    return new NetworkRanking(tried, limits);
  }

  private RankedNetwork tried(Candidate candidate, HeadTrials trials, Backend backend) {
    Map<String, Object> own = new LinkedHashMap<>(settings);
    candidate.putInto(own);
    ProgressDisplay quiet = display.withoutLines();
    try (InitialWeights weights =
        InitialWeights.of(candidate.weights(), candidate.model(), quiet)) {
      HeadTrial trial =
          trials.of(completion.complete(own, weights).on(backend, quiet::line), weights);
      RankedNetwork measured =
          new RankedNetwork(candidate, trial.milliseconds(), trial.bytes(), null);
      if (!limits.exceeded(measured.milliseconds(), measured.megabytes()).isEmpty()) {
        return measured;
      }
      display.line("trying " + candidate);
      PenaltySearch.Choice choice = trial.crossValidate(display);
      return new RankedNetwork(candidate, measured.milliseconds(), measured.bytes(), choice);
    }
  }
}
