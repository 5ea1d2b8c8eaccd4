package org.dl4jzoo.data.folder;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An image that was left out.
 *
 * @param example the image
 * @param reason what is wrong with it
 */
public record Unreadable(Example example, String reason) {

  private static final int MOST_REASONS = 4;

  /** How many images have which reason, the most frequent first: {@code it is empty (3)}. */
  public static String reasons(Collection<Unreadable> images) {
    Map<String, Long> counts =
        images.stream()
            .collect(
                Collectors.groupingBy(Unreadable::reason, TreeMap::new, Collectors.counting()));
    List<String> all =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(entry -> "%s (%d)".formatted(entry.getKey(), entry.getValue()))
            .toList();
    return all.size() <= MOST_REASONS
        ? String.join(", ", all)
        : "%s, and %d other reasons"
            .formatted(String.join(", ", all.subList(0, MOST_REASONS)), all.size() - MOST_REASONS);
  }
}
