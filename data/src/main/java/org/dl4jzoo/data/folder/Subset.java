package org.dl4jzoo.data.folder;

import java.util.Locale;
import java.util.Optional;

/** A part of a split. */
public enum Subset {
  TRAIN,
  VALIDATION,
  TEST;

  /**
   * The subset that people call so, as a folder or in a list: also val, valid, training, testing.
   */
  public static Optional<Subset> called(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Optional.of(TRAIN);
      case "val", "valid", "validation" -> Optional.of(VALIDATION);
      case "test", "testing" -> Optional.of(TEST);
      default -> Optional.empty();
    };
  }

  /** Its name in files and messages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
