package org.dl4jzoo.data.folder;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

  /**
   * The subset of which one word of a name tells, as in seg_train, training_set, testset and
   * train2017; empty if no word does, or several do.
   */
  static Optional<Subset> mentionedIn(String name) {
    List<Subset> mentioned =
        Stream.of(name.split("[^\\p{L}]+"))
            .flatMap(
                word ->
                    Stream.of(word, word.replaceFirst("(?i)set$", ""))
                        .flatMap(form -> called(form).stream()))
            .distinct()
            .toList();
    return mentioned.size() == 1 ? Optional.of(mentioned.get(0)) : Optional.empty();
  }

  /** Its name in files and messages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
