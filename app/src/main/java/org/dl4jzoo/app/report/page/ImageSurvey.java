package org.dl4jzoo.app.report.page;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dl4jzoo.app.evaluate.ImageTraits;
import org.dl4jzoo.app.evaluate.LabelledPrediction;
import org.dl4jzoo.app.evaluate.Slice;
import org.dl4jzoo.data.ParallelSteps;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.image.Preview;
import org.dl4jzoo.data.image.file.DamagedImageException;
import org.dl4jzoo.data.preprocess.ImageLoader;

/**
 * The images of an evaluation, looked at once more: thumbnails of those that are shown, and the
 * slices of all.
 *
 * @param gallery the pictures
 * @param slices parts of the images; of the first {@value #MOST_IMAGES} where there are more
 */
record ImageSurvey(Gallery gallery, List<Slice> slices) {

  private static final int THUMBNAIL_SIDE = 144;

  /** Looking at an image takes some 5 ms. */
  private static final int MOST_IMAGES = 10_000;

  private record Seen(LabelledPrediction prediction, Preview preview, ImageTraits traits) {}

  /** Reads the images, in parallel; one that can't be read any more is left out. */
  static ImageSurvey of(List<LabelledPrediction> predictions, Progress progress) {
    List<LabelledPrediction> shown = Gallery.choose(predictions);
    Set<String> names =
        shown.stream().map(each -> each.example().name()).collect(Collectors.toSet());
    ParallelSteps steps = new ParallelSteps(progress);
    List<Seen> seen =
        predictions.stream()
            .limit(MOST_IMAGES)
            .parallel()
            .map(each -> steps.counted(look(each)))
            .flatMap(Optional::stream)
            .toList();
    Map<String, byte[]> thumbnails = new TreeMap<>();
    for (Seen image : seen) {
      String name = image.prediction().example().name();
      if (names.contains(name)) {
        thumbnails.put(name, image.preview().jpeg());
      }
    }
    List<Slice> slices =
        Slice.of(
            seen.stream().map(Seen::prediction).toList(), seen.stream().map(Seen::traits).toList());
    return new ImageSurvey(Gallery.of(shown, thumbnails), slices);
  }

  private static Optional<Seen> look(LabelledPrediction prediction) {
    Path file = prediction.example().file();
    try {
      Preview preview = Preview.of(ImageLoader.read(file), THUMBNAIL_SIDE);
      ImageTraits traits =
          new ImageTraits(
              subFolder(prediction.example().name()),
              preview.shorterSide(),
              preview.aspect(),
              preview.brightness(),
              preview.sharpness());
      return Optional.of(new Seen(prediction, preview, traits));
    } catch (DamagedImageException | UnreadableImageException goneMeanwhile) {
      return Optional.empty();
    }
  }

  /** What stands between the class and the file in a name such as {@code roses/garden/1.jpg}. */
  private static String subFolder(String name) {
    int first = name.indexOf('/');
    int last = name.lastIndexOf('/');
    return first == last ? "" : name.substring(first + 1, last);
  }
}
