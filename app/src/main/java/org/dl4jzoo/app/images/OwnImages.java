package org.dl4jzoo.app.images;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.setting.DataChoice;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.data.split.Split;

/** The images of a run, which its own split divides. */
public final class OwnImages {

  private final RunFolder run;
  private final LabelledImages images;
  private final Map<Subset, Split> read = new EnumMap<>(Subset.class);

  private OwnImages(RunFolder run, LabelledImages images) {
    this.run = run;
    this.images = images;
  }

  /**
   * Finds them; what the user should know of them is shown.
   *
   * @param card of a network of the run
   * @param data where they are now; null if they are where they were
   * @param classMap names of the classes for those of their folders; null for those of the run
   * @throws org.dl4jzoo.app.console.UsageException if nobody knows where they are
   * @throws org.dl4jzoo.data.InvalidDataException if there are none, or they can't be used
   */
  public static OwnImages open(
      RunFolder run, ModelCard card, Path data, Path classMap, ProgressDisplay display) {
    DataChoice own = run.images(card);
    DataChoice now = data == null ? own : own.at(data.toString());
    DataChoice named = classMap == null ? now : now.withClassMap(classMap.toString());
    return new OwnImages(run, DataSource.open(named, card.labels(), display));
  }

  /**
   * The images of a subset; what the user should know of them is shown.
   *
   * @throws org.dl4jzoo.data.InvalidDataException if the split can't be read, or images of the
   *     subset are gone or have changed
   */
  public List<Example> examples(Subset subset, ProgressDisplay display) {
    Split saved = read(subset);
    saved.remarks().forEach(display::line);
    return saved.examples(subset);
  }

  /** The subset that tells how good a network is; that there are no test images is shown. */
  public Subset measured(ProgressDisplay display) {
    if (!read(Subset.TEST).examples(Subset.TEST).isEmpty()) {
      return Subset.TEST;
    }
    display.line("%s has no test images: measured on those for validation".formatted(run));
    return Subset.VALIDATION;
  }

  /** Once, as every file is compared with its hash. */
  private Split read(Subset subset) {
    return read.computeIfAbsent(subset, each -> Split.read(run.split(), images, Set.of(each)));
  }

  /**
   * All subsets.
   *
   * @throws org.dl4jzoo.data.InvalidDataException if the split can't be read, or images of it are
   *     gone or have changed
   */
  public Split split() {
    return Split.read(run.split(), images);
  }

  /** How many images there are, those that are in no subset included. */
  public int count() {
    return images.examples().size();
  }
}
