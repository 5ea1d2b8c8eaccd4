package org.dl4jzoo.app.rank;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.PairedDifference;

/**
 * Networks by the accuracy of classifiers on their frozen features, the best first, and the one
 * that is taken: the fastest of those that are at most a point behind the best and whose difference
 * to it chance may explain (McNemar's exact test on the same images). Few images prove little,
 * which is why the test alone isn't enough.
 *
 * @param networks at least one within the limits; those beyond come last
 */
public record NetworkRanking(List<RankedNetwork> networks, CostLimits limits) {

  /** How much less accurate than the best the network that is taken may be. */
  private static final double MARGIN = 0.01;

  private static final Comparator<RankedNetwork> FASTEST =
      Comparator.comparingDouble(RankedNetwork::milliseconds);

  private static final Comparator<RankedNetwork> BEST =
      Comparator.comparingDouble((RankedNetwork network) -> -network.top1()).thenComparing(FASTEST);

  /**
   * Sorts the networks.
   *
   * @throws UsageException if none is within the limits; says what the cheapest cost
   */
  public NetworkRanking {
    List<RankedNetwork> all = networks;
    if (all.stream().allMatch(network -> network.choice() == null)) {
      throw beyond(all, limits);
    }
    networks =
        Stream.concat(
                all.stream().filter(network -> network.choice() != null).sorted(BEST),
                all.stream().filter(network -> network.choice() == null).sorted(FASTEST))
            .toList();
  }

  private static UsageException beyond(List<RankedNetwork> all, CostLimits limits) {
    RankedNetwork fastest = all.stream().min(FASTEST).orElseThrow();
    RankedNetwork smallest =
        all.stream().min(Comparator.comparingLong(RankedNetwork::bytes)).orElseThrow();
    return new UsageException(
        "no network at hand is within %s; the fastest is %s, the smallest %s"
            .formatted(limits, costs(fastest), costs(smallest)));
  }

  private static String costs(RankedNetwork network) {
    return String.format(
        Locale.ROOT,
        "%s (%.2f ms, %.2f MB)",
        network.candidate(),
        network.milliseconds(),
        network.megabytes());
  }

  /** The most accurate of those within the limits. */
  RankedNetwork best() {
    return networks.get(0);
  }

  /** The network to train. */
  RankedNetwork taken() {
    return within().stream().filter(this::isAsGood).min(FASTEST).orElseThrow();
  }

  private List<RankedNetwork> within() {
    return networks.stream().filter(network -> network.choice() != null).toList();
  }

  private boolean isAsGood(RankedNetwork network) {
    PairedDifference behind = best().against(network);
    return behind.difference() <= MARGIN && !behind.isSignificant();
  }

  /** Lets the settings of a training say the network that is taken. */
  public void putInto(Map<String, Object> settings) {
    taken().candidate().putInto(settings);
  }

  /** Which one is taken, and why. */
  public String sentence() {
    return "taken: %s, because %s".formatted(taken().candidate(), reason());
  }

  private String reason() {
    String amongThese = limits.any() ? " within " + limits : "";
    if (within().size() == 1) {
      return "it is the only network at hand" + amongThese;
    }
    if (taken().equals(best())) {
      return String.format(
          Locale.ROOT,
          "its cross-validated top-1 of %.1f %% is the highest%s%s",
          100 * best().top1(),
          amongThese,
          within().stream().anyMatch(other -> !other.equals(best()) && isAsGood(other))
              ? ", and those as good as it are not faster"
              : "");
    }
    return String.format(
        Locale.ROOT,
        "it takes %.1f ms an image where the best%s, %s, takes %.1f ms, and its cross-validated top-1"
            + " of %.1f %% is so near to %.1f %% that chance may explain it (McNemar p = %.2g)",
        taken().milliseconds(),
        amongThese,
        best().candidate(),
        best().milliseconds(),
        100 * taken().top1(),
        100 * best().top1(),
        best().against(taken()).pValue());
  }
}
