package org.dl4jzoo.app.report.page;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.app.review.ReviewedImage;

/**
 * The images that a person should look at, as the templates take them: of each kind the first few.
 *
 * @param review all of them
 * @param suspects whose label looks wrong
 * @param outliers unlike their class
 * @param twins almost the same
 */
public record LabelIssues(
    Review review, List<Suspect> suspects, List<Outlier> outliers, List<Twins> twins) {

  private static final int MOST_SUSPECTS = 48;

  /** Where it is the network that doesn't know the classes, some show that. */
  private static final int DOUBTED_SUSPECTS = 12;

  private static final int MOST_OUTLIERS = 12;
  private static final int MOST_TWINS = 12;

  /**
   * An image to look at.
   *
   * @param file its path below the folder of the images
   * @param group which images it is among
   * @param label its class
   * @param source data URI of its thumbnail
   */
  public record Item(String file, String group, String label, String source) {}

  /**
   * An image whose label looks wrong.
   *
   * @param item the image
   * @param suggested the class that it looks like
   * @param probability of that
   */
  public record Suspect(Item item, String suggested, double probability) {}

  /**
   * An image unlike its class.
   *
   * @param item the image
   * @param excess how far it is beyond its class's upper quartile, as a multiple of the distance
   *     between the quartiles
   */
  public record Outlier(Item item, double excess) {}

  /**
   * Two images that look almost the same.
   *
   * @param first one of them
   * @param second the other
   * @param cosine of the angle between their features
   */
  public record Twins(Item first, Item second, double cosine) {

    /** Whether they have different labels. */
    public boolean contradict() {
      return !first.label().equals(second.label());
    }
  }

  /** Copies the lists. */
  public LabelIssues {
    suspects = List.copyOf(suspects);
    outliers = List.copyOf(outliers);
    twins = List.copyOf(twins);
  }

  /** Reads the images again for their thumbnails; one that can't be read any more is left out. */
  public static LabelIssues of(Review review, List<String> classes) {
    List<Review.Suspect> suspects =
        first(review.confidentSuspects(), review.isBelievable() ? MOST_SUSPECTS : DOUBTED_SUSPECTS);
    List<Review.Outlier> outliers = first(review.outliers(), MOST_OUTLIERS);
    List<Review.Twins> twins = first(review.twins(), MOST_TWINS);
    List<Path> files =
        Stream.of(
                suspects.stream().map(Review.Suspect::image),
                outliers.stream().map(Review.Outlier::image),
                twins.stream().flatMap(pair -> Stream.of(pair.first(), pair.second())))
            .flatMap(images -> images)
            .map(image -> image.example().file())
            .toList();
    Items items = new Items(Thumbnails.of(files), classes);
    return new LabelIssues(
        review,
        suspects.stream().flatMap(each -> items.suspect(each).stream()).toList(),
        outliers.stream().flatMap(each -> items.outlier(each).stream()).toList(),
        twins.stream().flatMap(each -> items.twins(each).stream()).toList());
  }

  private static <T> List<T> first(List<T> all, int most) {
    return all.subList(0, Math.min(most, all.size()));
  }

  /** Which images were looked at, such as "1,000 training, 125 validation, 125 test images". */
  public String looked() {
    return review.images().entrySet().stream()
            .map(group -> ReviewedImage.inWords(group.getValue(), group.getKey()))
            .collect(Collectors.joining(", "))
        + " images";
  }

  private record Items(Thumbnails thumbnails, List<String> classes) {

    Optional<Item> item(ReviewedImage image) {
      return thumbnails
          .source(image.example().file())
          .map(
              source ->
                  new Item(
                      image.example().name(), image.group(), classes.get(image.label()), source));
    }

    Optional<Suspect> suspect(Review.Suspect found) {
      return item(found.image())
          .map(item -> new Suspect(item, classes.get(found.suggested()), found.probability()));
    }

    Optional<Outlier> outlier(Review.Outlier found) {
      return item(found.image()).map(item -> new Outlier(item, found.excess()));
    }

    Optional<Twins> twins(Review.Twins found) {
      return item(found.first())
          .flatMap(
              first ->
                  item(found.second()).map(second -> new Twins(first, second, found.cosine())));
    }
  }
}
