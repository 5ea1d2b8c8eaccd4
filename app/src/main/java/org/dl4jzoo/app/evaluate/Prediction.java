package org.dl4jzoo.app.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.dl4jzoo.app.console.Printable;

/**
 * What a classifier says of one image.
 *
 * @param file the image, as it was named
 * @param top the most probable classes, the most probable first
 * @param temperature that the probabilities have; null where the network's own are shown
 * @param logits what the classifier gives before softmax, in the order of the classes; null where
 *     nobody asked for it
 */
@JsonPropertyOrder({"file", "top", "temperature", "logits"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Prediction(
    String file, List<Guess> top, Temperature temperature, List<Double> logits) {

  /**
   * A class and its probability.
   *
   * @param index the class's place in {@code labels.txt}, from 0
   * @param name the class
   * @param probability in [0, 1]
   */
  @JsonPropertyOrder({"index", "class", "probability"})
  public record Guess(int index, @JsonProperty("class") String name, double probability) {}

  /** Copies the lists. */
  public Prediction {
    top = List.copyOf(top);
    logits = logits == null ? null : List.copyOf(logits);
  }

  /** The same with what the classifier gave before softmax. */
  public Prediction withLogits(float[] newLogits) {
    List<Double> values =
        IntStream.range(0, newLogits.length).mapToObj(i -> shortest(newLogits[i])).toList();
    return new Prediction(file, top, temperature, values);
  }

  /** The same with the temperature that the probabilities have. */
  public Prediction withTemperature(Temperature newTemperature) {
    return new Prediction(file, top, newTemperature, logits);
  }

  /**
   * The most probable classes of one image.
   *
   * @param most how many at most
   */
  public static Prediction of(String file, float[] probabilities, List<String> classes, int most) {
    List<Guess> top =
        Ranking.of(probabilities, most).stream()
            .map(index -> new Guess(index, classes.get(index), shortest(probabilities[index])))
            .toList();
    return new Prediction(file, top, null, null);
  }

  /** The double a reader of the float's own digits would write: 0.1 and not 0.10000000149. */
  private static double shortest(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  /**
   * A line a class, the file's name on the first.
   *
   * @param nameWidth characters the name is padded to, so that the columns of several images agree
   */
  public List<String> lines(int nameWidth) {
    List<String> lines = new ArrayList<>();
    String name = Printable.line(file);
    for (Guess guess : top) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s  %5.1f %%  %s",
              pad(name, nameWidth),
              100 * guess.probability(),
              Printable.line(guess.name())));
      name = "";
    }
    return lines;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
