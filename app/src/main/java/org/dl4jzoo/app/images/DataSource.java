package org.dl4jzoo.app.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.setting.DataChoice;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.file.CacheFolder;
import org.dl4jzoo.data.folder.ClassMap;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.data.source.SampleFlowers;
import org.dl4jzoo.data.source.TfFlowers;

/** The values of {@code --data}: the names of data sets, a folder, or a list. */
public final class DataSource {

  private static final Set<String> NAMES = Set.of(DataChoice.SAMPLE, "tf_flowers");

  private DataSource() {}

  /** The same source, meant from any working directory: a path becomes absolute. */
  public static String fromAnywhere(String data) {
    return NAMES.contains(data) ? data : Path.of(data).toAbsolutePath().normalize().toString();
  }

  /**
   * The images of a source; what the user should know of them is shown.
   *
   * @throws UsageException if the cache can't be written
   * @throws org.dl4jzoo.data.InvalidDataException if there are none, or they can't be used
   */
  public static LabelledImages open(DataChoice choice, ProgressDisplay display) {
    LabelledImages images =
        choice.data() == null
            ? LabelledImages.open(places(choice))
            : LabelledImages.open(locate(choice.data(), display));
    return named(images, choice, display);
  }

  private static LabelledImages named(
      LabelledImages found, DataChoice choice, ProgressDisplay display) {
    LabelledImages images =
        choice.classMap() == null
            ? found
            : ClassMap.read(Path.of(choice.classMap())).applyTo(found);
    images.remarks().forEach(display::line);
    return images;
  }

  /**
   * Images to measure a network on that knows their classes; what the user should know of them is
   * shown.
   *
   * @param choice one place
   * @throws UsageException if the cache can't be written
   * @throws org.dl4jzoo.data.InvalidDataException if there are none, or they can't be used
   */
  public static LabelledImages openToMeasure(DataChoice choice, ProgressDisplay display) {
    return named(LabelledImages.openToMeasure(locate(choice.data(), display)), choice, display);
  }

  /**
   * The images of a run, labelled as its network labels, though there may be others by now.
   *
   * @param labels the network's classes
   * @throws UsageException if they have been moved
   */
  public static LabelledImages open(
      DataChoice choice, List<String> labels, ProgressDisplay display) {
    String source = choice.source();
    if (!NAMES.contains(source) && !Files.exists(Path.of(source))) {
      throw new UsageException(
          "the images of the run are no longer in %s; --data tells where they are now"
              .formatted(source));
    }
    LabelledImages images = open(choice, display);
    List<String> beside = images.classesBeside(labels);
    if (!beside.isEmpty()) {
      display.line(
          "left out of %s, being no classes of the run: %s"
              .formatted(images.source(), String.join(", ", beside)));
    }
    return images.labelledAs(labels);
  }

  private static Map<Subset, Path> places(DataChoice choice) {
    Map<Subset, Path> places = new EnumMap<>(Subset.class);
    places.put(Subset.TRAIN, Path.of(choice.trainData()));
    if (choice.valData() != null) {
      places.put(Subset.VALIDATION, Path.of(choice.valData()));
    }
    if (choice.testData() != null) {
      places.put(Subset.TEST, Path.of(choice.testData()));
    }
    return places;
  }

  /** Data sets are kept in the cache, drawn or downloaded on first use. */
  private static Path locate(String data, Progress progress) {
    Path cache = CacheFolder.standard();
    try {
      return switch (data) {
        case DataChoice.SAMPLE -> SampleFlowers.ensure(cache, progress);
        case "tf_flowers" -> TfFlowers.ensure(cache, progress);
        default -> Path.of(data);
      };
    } catch (IOException e) {
      throw UsageException.cannotWrite(cache, e);
    }
  }
}
