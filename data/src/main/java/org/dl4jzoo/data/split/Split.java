package org.dl4jzoo.data.split;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.file.AtomicFile;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.data.folder.Unreadable;

/**
 * Which image is for training, which for validation and which for the test.
 *
 * <p>A split made by {@link #of} is decided image by image, from a hash of the seed and the file's
 * contents, so an image stays where it is when others are added, renamed or removed. The price is
 * that shares hold on average only: of 250 images, 25 ± 5 are for validation. Copies (the same
 * bytes, or bytes that show the same picture) stay together, whatever their labels. There are two
 * exceptions to staying: a class that would have no image in a subset gets one from the largest
 * other, and an image may follow a copy that is added later. Images whose owner has split them stay
 * where they are wanted, and only a subset that is missing is made.
 */
public final class Split {

  private final List<String> classes;
  private final Map<Subset, List<Example>> subsets;
  private final Map<String, String> digests;
  private final List<Unreadable> unreadable;
  private final List<String> remarks;
  private final int fewestToTrain;

  /**
   * A split.
   *
   * @param digests SHA-256 of the files, by the names of the examples
   * @param fewestToTrain how many images the smallest training has that the same images are split
   *     for
   */
  Split(
      List<String> classes,
      Map<Subset, List<Example>> subsets,
      Map<String, String> digests,
      List<Unreadable> unreadable,
      List<String> remarks,
      int fewestToTrain) {
    this.classes = classes;
    this.subsets = new EnumMap<>(Subset.class);
    for (Subset subset : Subset.values()) {
      this.subsets.put(subset, List.copyOf(subsets.getOrDefault(subset, List.of())));
    }
    this.digests = Map.copyOf(digests);
    this.unreadable = List.copyOf(unreadable);
    this.remarks = List.copyOf(remarks);
    this.fewestToTrain = fewestToTrain;
  }

  /**
   * Splits images; every file is read and decoded. Those that cannot be are in no subset.
   *
   * @throws InvalidDataException if no image of a class can be read, or a class has too few
   *     different ones for one in each subset
   */
  public static Split of(LabelledImages images, SplitSettings settings) {
    return new Splitting(images, settings).split();
  }

  /** As {@link #of(LabelledImages, SplitSettings)}, keeping copies together. */
  public static Split of(LabelledImages images, SplitFractions fractions, long seed) {
    return of(images, SplitSettings.of(fractions, seed));
  }

  /** The images of one subset, in their order. */
  public List<Example> examples(Subset subset) {
    return subsets.get(subset);
  }

  /** How many images the smallest training has: of a cross-validation, that of any fold. */
  public int fewestToTrain() {
    return fewestToTrain;
  }

  /** The images that could not be read and are in no subset. */
  public List<Unreadable> unreadable() {
    return unreadable;
  }

  /** What the user should know of the split, a sentence each. */
  public List<String> remarks() {
    return remarks;
  }

  /** Writes {@code file,class,subset,sha256} rows, whole or not at all. */
  public void write(Path csv) throws IOException {
    String text = SplitCsv.format(subsets, classes, digests);
    AtomicFile.write(csv, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #write} wrote. Images that the file does not name are in no subset.
   *
   * @throws InvalidDataException as {@link #read(Path, LabelledImages, Set)}
   */
  public static Split read(Path csv, LabelledImages images) {
    return read(csv, images, EnumSet.allOf(Subset.class));
  }

  /**
   * Reads some subsets of what {@link #write} wrote. If the file has their SHA-256, images are
   * compared with it, and found by it where they have another name now.
   *
   * @param images of the same classes in the same or another place
   * @throws InvalidDataException if the file is missing or not a split, or names images that are
   *     gone, have other contents or are of another class
   */
  public static Split read(Path csv, LabelledImages images, Set<Subset> wanted) {
    return new SavedSplit(csv, SplitCsv.read(csv), images).of(wanted);
  }
}
