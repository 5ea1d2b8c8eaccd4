package org.dl4jzoo.zoo.weights;

import java.util.Optional;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.dl4jzoo.zoo.weights.file.StoredTensor;
import org.dl4jzoo.zoo.weights.file.WeightFile;

/** Checks that a file has the tensors of a network, no others, and all of the right shape. */
final class MatchCheck {

  /** A file less like a network than this isn't said to be of it. */
  private static final double ALIKE = 0.8;

  private final WeightFile file;
  private final Architecture architecture;

  MatchCheck(WeightFile file, Architecture architecture) {
    this.file = file;
    this.architecture = architecture;
  }

  /**
   * Checks the names, then the shapes and types.
   *
   * @throws InvalidWeightsException with the first tensor that is missing, unexpected or of another
   *     shape, and with the network that the file looks like if it is another
   */
  void check(Recognition recognition) {
    Match match = recognition.match();
    if (!match.isComplete()) {
      throw recognition.isInDialectOf(file) ? wrongNames(match) : otherDialect(match);
    }
    for (Match.Source source : match.stored()) {
      if (!source.fits()) {
        throw wrongShape(match, source);
      }
      checkType(source.tensor());
    }
  }

  private InvalidWeightsException wrongNames(Match match) {
    String start =
        ofAnother(match).orElse("the file doesn't have the weights of %s".formatted(model()));
    if (match.missing().isEmpty()) {
      return file.invalid(
          "%s: it has a tensor %s, which %s doesn't have",
          start, match.unexpected().get(0), model());
    }
    return file.invalid(
        "%s: it has no tensor %s, which %s needs", start, match.missing().get(0), model());
  }

  /** Names that the file's format never has would not help to find out what is wrong. */
  private InvalidWeightsException otherDialect(Match match) {
    String start =
        ofAnother(match).orElse("the file doesn't have the weights of %s".formatted(model()));
    return file.invalid(
        "%s: none of %s are published in files of its kind (%s)", start, model(), file.format());
  }

  private InvalidWeightsException wrongShape(Match match, Match.Source source) {
    StoredTensor tensor = source.tensor();
    String start = ofAnother(match).map(sentence -> sentence + ": ").orElse("");
    return file.invalid(
        "%stensor %s must have shape %s for %s; got %s",
        start, tensor.name(), source.axes().shape(), model(), tensor.shape());
  }

  private void checkType(StoredTensor tensor) {
    if (!tensor.type().isFloat()) {
      throw file.invalid(
          "tensor %s must hold floating-point numbers; its type is %s",
          tensor.name(), tensor.type());
    }
  }

  private String model() {
    return architecture.info().name();
  }

  private Optional<String> ofAnother(Match match) {
    return looksLike(match)
        .map(other -> "the file has weights of %s, not of %s".formatted(other, model()));
  }

  /** The network that the file fits better than this one. */
  private Optional<String> looksLike(Match match) {
    String best = null;
    double most = Math.max(ALIKE, match.likeness());
    for (Architecture other : Models.all()) {
      double likeness = other == architecture ? 0 : likeness(other);
      if (likeness > most) {
        best = other.info().name();
        most = likeness;
      }
    }
    return Optional.ofNullable(best);
  }

  private double likeness(Architecture other) {
    if (other.names(ModelOptions.of(other, 2)).isEmpty()) {
      return 0;
    }
    Recognition recognition = Recognition.of(file, other);
    return recognition.isInDialectOf(file) ? recognition.match().likeness() : 0;
  }
}
