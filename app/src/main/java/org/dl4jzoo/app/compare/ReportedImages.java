package org.dl4jzoo.app.compare;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.app.console.Printable;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.images.DataSource;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.image.Preview;
import org.dl4jzoo.data.image.file.DamagedImageException;
import org.dl4jzoo.data.preprocess.ImageLoader;

/** Thumbnails of images that the report of a run names. */
public final class ReportedImages {

  private static final int SIDE = 96;

  private ReportedImages() {}

  /**
   * Makes the thumbnails.
   *
   * @param names of the images, as the report has them
   * @return JPEGs by name; an image that can't be read any more has none. None at all, which is
   *     said, if nobody knows where the images are
   */
  public static Map<String, byte[]> thumbnails(
      RunFolder run, Set<String> names, ProgressDisplay display) {
    if (names.isEmpty()) {
      return Map.of();
    }
    try {
      Map<String, Example> examples = examples(run, display);
      Map<String, byte[]> thumbnails = new LinkedHashMap<>();
      for (String name : names) {
        Example example = examples.get(name);
        if (example != null) {
          add(name, example, thumbnails);
        }
      }
      return thumbnails;
    } catch (UsageException | InvalidDataException e) {
      display.line("the page has no thumbnails: " + e.getMessage());
      return Map.of();
    }
  }

  private static Map<String, Example> examples(RunFolder run, ProgressDisplay display) {
    try (CheckpointWeights weights = CheckpointWeights.open(run.best())) {
      ModelCard card = weights.card();
      Map<String, Example> byName = new HashMap<>();
      DataSource.open(run.images(card), card.labels(), display)
          .examples()
          .forEach(example -> byName.put(Printable.cell(example.name()), example));
      return byName;
    }
  }

  private static void add(String name, Example example, Map<String, byte[]> thumbnails) {
    try {
      thumbnails.put(name, Preview.of(ImageLoader.read(example.file()), SIDE).jpeg());
    } catch (UnreadableImageException | DamagedImageException goneMeanwhile) {
      // The page names it without.
    }
  }
}
