package org.dl4jzoo.app.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.regression.PenaltySearch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** McNemar's p by hand: two-sided, 2 · Σ C(n, k) / 2^n over the k up to the smaller count. */
class NetworkRankingTest {

  private static final CostLimits NONE = new CostLimits(null, null);

  @TempDir Path folder;

  /** A network that gets all of so many images wrong from one on. */
  private static RankedNetwork network(String model, double millis, int images, int right) {
    List<Boolean> each = new ArrayList<>(Collections.nCopies(right, true));
    each.addAll(Collections.nCopies(images - right, false));
    return new RankedNetwork(
        new Candidate(model, "torchvision"),
        millis,
        44_800_000,
        new PenaltySearch.Choice(0.1, 0.5, each));
  }

  private static RankedNetwork beyond(String model, double millis, long bytes) {
    return new RankedNetwork(new Candidate(model, "torchvision"), millis, bytes, null);
  }

  @Test
  void the_most_accurate_network_is_taken_however_few_images_there_are() {
    // 4 images alone, p = 2 / 2^4 = 0.125: chance may explain it, but it is 4 points.
    NetworkRanking ranking =
        new NetworkRanking(
            List.of(network("resnet18", 5, 100, 86), network("resnet50", 50, 100, 90)), NONE);

    assertThat(ranking.taken().candidate().model()).isEqualTo("resnet50");
    assertThat(ranking.sentence())
        .isEqualTo(
            "taken: resnet50 with torchvision, because its cross-validated top-1 of 90.0 % is the"
                + " highest");
  }

  @Test
  void a_faster_network_within_a_point_is_taken_if_chance_may_explain_the_difference() {
    // 5 images alone of 1,000: half a point, p = 2 / 2^5 = 0.0625.
    NetworkRanking ranking =
        new NetworkRanking(
            List.of(
                network("resnet50", 50, 1000, 900),
                network("resnet18", 5, 1000, 895),
                network("vgg11", 1, 1000, 850)),
            NONE);

    assertThat(ranking.taken().candidate().model()).isEqualTo("resnet18");
    assertThat(ranking.sentence())
        .isEqualTo(
            "taken: resnet18 with torchvision, because it takes 5.0 ms an image where the best,"
                + " resnet50 with torchvision, takes 50.0 ms, and its cross-validated top-1 of"
                + " 89.5 % is so near to 90.0 % that chance may explain it (McNemar p = 0.063)");
  }

  @Test
  void a_faster_network_within_a_point_is_not_taken_if_chance_does_not_explain_it() {
    // 8 images alone of 1,000: p = 2 / 2^8 = 0.0078.
    NetworkRanking ranking =
        new NetworkRanking(
            List.of(network("resnet18", 5, 1000, 892), network("resnet50", 50, 1000, 900)), NONE);

    assertThat(ranking.taken().candidate().model()).isEqualTo("resnet50");
  }

  @Test
  void of_networks_alike_the_fastest_is_taken() {
    NetworkRanking ranking =
        new NetworkRanking(
            List.of(network("resnet34", 9, 50, 40), network("resnet18", 5, 50, 40)), NONE);

    assertThat(ranking.best().candidate().model()).isEqualTo("resnet18");
    assertThat(ranking.sentence())
        .contains("80.0 % is the highest, and those as good as it are not faster");
  }

  @Test
  void networks_beyond_a_limit_come_last_and_are_not_taken() throws IOException {
    CostLimits limits = new CostLimits(10.0, null);
    NetworkRanking ranking =
        new NetworkRanking(
            List.of(beyond("vgg16", 90, 537_000_000), network("resnet18", 5, 50, 40)), limits);

    assertThat(ranking.sentence())
        .isEqualTo(
            "taken: resnet18 with torchvision, because it is the only network at hand within"
                + " max-latency 10.0");
    String[] table = new RankingTable(ranking).text().split("\n", -1);
    assertThat(table).hasSize(3);
    // Wilson's interval of 40 of 50 by hand: (0.8 + 0.0384 ± 1.96 · √(0.0032 + 0.000384)) / 1.0768.
    assertThat(table[1])
        .containsPattern("resnet18 +torchvision +80.0 % +67.0 to 88.8 % +5.0 +44.8 +taken");
    assertThat(table[2])
        .containsPattern("vgg16 +torchvision +- +- +90.0 +537.0 +beyond max-latency");
    new RankingTable(ranking).write(folder.resolve("candidates.csv"));
    assertThat(folder.resolve("candidates.csv"))
        .content()
        .contains(",40,50,0.1,1.000,5.000,44.800,taken\n")
        .endsWith("\nvgg16,torchvision,,,,,,,,90.000,537.000,beyond max-latency\n");
  }

  @Test
  void limits_that_no_network_meets_are_refused_with_what_the_cheapest_cost() {
    assertThatThrownBy(
            () ->
                new NetworkRanking(
                    List.of(
                        beyond("resnet18", 20, 44_700_000), beyond("mobilenetv2", 9, 9_100_000)),
                    new CostLimits(1.5, 4.0)))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "no network at hand is within max-latency 1.5 and max-size 4.0; the fastest is"
                + " mobilenetv2 with torchvision (9.00 ms, 9.10 MB), the smallest mobilenetv2 with"
                + " torchvision (9.00 ms, 9.10 MB)");
  }

  @Test
  void the_settings_say_the_network_and_no_longer_the_limits() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("model", "auto");
    settings.put("weights", "/weights");
    settings.put("max-latency", 9.5);
    settings.put("max-size", 50.0);
    new NetworkRanking(List.of(network("resnet18", 5, 50, 40)), CostLimits.of(settings))
        .putInto(settings);

    assertThat(settings).isEqualTo(Map.of("model", "resnet18", "weights", "torchvision"));
  }
}
