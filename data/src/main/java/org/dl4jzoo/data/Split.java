package org.dl4jzoo.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Which image is for training, which for validation and which for the test. */
public final class Split {

  private final Map<Subset, List<Example>> subsets;

  private Split(Map<Subset, List<Example>> subsets) {
    this.subsets = Map.copyOf(subsets);
  }

  /** Splits a folder; the same contents and seed always give the same subsets. */
  public static Split of(ImageFolder folder, SplitFractions fractions, long seed) {
    return new Split(Map.of());
  }

  /** The images of one subset, in the folder's order. */
  public List<Example> examples(Subset subset) {
    return subsets.get(subset);
  }

  /** Writes {@code file,class,subset} rows. */
  public void write(Path csv) throws IOException {}

  /** Reads what {@link #write} wrote, for the same folder. */
  public static Split read(Path csv, ImageFolder folder) {
    return new Split(Map.of());
  }
}
