package org.dl4jzoo.data.split;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.file.AtomicFile;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Fingerprint;
import org.dl4jzoo.data.folder.ImageFolder;

/**
 * Which image is for training, which for validation and which for the test.
 *
 * <p>A split made by {@link #of} is decided image by image, from a hash of the seed and the file's
 * contents, so an image stays where it is when others are added, renamed or removed. The price is
 * that shares hold on average only: of 250 images, 25 ± 5 are for validation. Copies (the same
 * bytes, or bytes that show the same picture) stay together, whatever their labels. There are two
 * exceptions to staying: a class that would have no image in a subset gets one from the largest
 * other, and an image may follow a copy that is added later.
 */
public final class Split {

  private final List<String> classes;
  private final Map<Subset, List<Example>> subsets;

  private Split(List<String> classes, Map<Subset, List<Example>> subsets) {
    this.classes = classes;
    this.subsets = new EnumMap<>(Subset.class);
    for (Subset subset : Subset.values()) {
      this.subsets.put(subset, List.copyOf(subsets.getOrDefault(subset, List.of())));
    }
  }

  /**
   * Splits a folder; every file is read.
   *
   * @throws InvalidDataException if a class has too few different images for one in each subset, or
   *     a file cannot be read at all; images that cannot be decoded are split like any other
   */
  public static Split of(ImageFolder folder, SplitFractions fractions, long seed) {
    List<Example> examples = folder.examples();
    List<Subset> assigned =
        new SplitRule(examples, Fingerprint.of(examples), fractions, seed).assign(folder.classes());
    Map<Subset, List<Example>> subsets = new EnumMap<>(Subset.class);
    for (int i = 0; i < examples.size(); i++) {
      subsets.computeIfAbsent(assigned.get(i), s -> new ArrayList<>()).add(examples.get(i));
    }
    return new Split(folder.classes(), subsets);
  }

  /** The images of one subset, in the folder's order. */
  public List<Example> examples(Subset subset) {
    return subsets.get(subset);
  }

  /** Writes {@code file,class,subset} rows, whole or not at all. */
  public void write(Path csv) throws IOException {
    AtomicFile.write(csv, SplitCsv.format(this, classes).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #write} wrote. Images of the folder that the file does not name are in no
   * subset.
   *
   * @throws InvalidDataException if the file is missing or not a split, or names an image that the
   *     folder does not have in that class
   */
  public static Split read(Path csv, ImageFolder folder) {
    return new Split(folder.classes(), SplitCsv.read(csv, folder));
  }
}
