package org.dl4jzoo.data.split;

import java.util.Objects;
import org.dl4jzoo.data.folder.NearDuplicates;

/**
 * How images are split.
 *
 * @param fractions how much of each class goes where
 * @param nearDuplicates whether images that show the same picture stay in one subset
 * @param seed of the chance that decides
 */
public record SplitSettings(SplitFractions fractions, NearDuplicates nearDuplicates, long seed) {

  /** Checks that nothing is missing. */
  public SplitSettings {
    Objects.requireNonNull(fractions, "fractions");
    Objects.requireNonNull(nearDuplicates, "nearDuplicates");
  }

  /** Copies stay together. */
  public static SplitSettings of(SplitFractions fractions, long seed) {
    return new SplitSettings(fractions, NearDuplicates.KEEP_TOGETHER, seed);
  }
}
