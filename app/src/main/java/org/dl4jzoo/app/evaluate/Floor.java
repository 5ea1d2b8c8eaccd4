package org.dl4jzoo.app.evaluate;

import java.util.Comparator;
import java.util.List;

/**
 * What is reached without looking at an image: by naming the largest class always, and its
 * probabilities by the shares of the classes.
 *
 * @param majority the largest class
 * @param top1 its share of the images
 * @param balancedAccuracy mean recall
 * @param macroF1 mean F1
 * @param loss cross-entropy of the shares, in nats
 */
public record Floor(
    String majority, double top1, double balancedAccuracy, double macroF1, double loss) {

  /** The floor of the images that a matrix counts, at least one. */
  public static Floor of(ConfusionMatrix confusion) {
    List<ClassMetrics> present =
        confusion.perClass().stream().filter(metrics -> metrics.support() > 0).toList();
    ClassMetrics largest =
        present.stream().max(Comparator.comparingInt(ClassMetrics::support)).orElseThrow();
    double total = confusion.total();
    double share = largest.support() / total;
    double loss =
        present.stream()
            .mapToDouble(metrics -> metrics.support() / total)
            .map(p -> -p * Math.log(p))
            .sum();
    return new Floor(
        largest.name(),
        share,
        1.0 / present.size(),
        2 * share / (1 + share) / present.size(),
        loss);
  }
}
