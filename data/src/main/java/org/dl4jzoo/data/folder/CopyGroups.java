package org.dl4jzoo.data.folder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dl4jzoo.data.image.Thumbnail;

/** Groups images that are copies of each other, directly or through a third. */
public final class CopyGroups {

  private final int[] parent;

  private CopyGroups(int size) {
    parent = new int[size];
    Arrays.setAll(parent, i -> i);
  }

  /** Indices into the fingerprints; every index is in one group, alone if it has no copy. */
  public static List<List<Integer>> of(List<Fingerprint> fingerprints) {
    return of(fingerprints, NearDuplicates.KEEP_TOGETHER);
  }

  /** The same; files with the same bytes are in one group whatever becomes of near duplicates. */
  public static List<List<Integer>> of(
      List<Fingerprint> fingerprints, NearDuplicates nearDuplicates) {
    CopyGroups groups = new CopyGroups(fingerprints.size());
    groups.joinIdentical(fingerprints);
    if (nearDuplicates == NearDuplicates.KEEP_TOGETHER) {
      groups.joinAlike(fingerprints);
    }
    return groups.lists();
  }

  private void joinIdentical(List<Fingerprint> fingerprints) {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < parent.length; i++) {
      Integer known = first.putIfAbsent(fingerprints.get(i).digest(), i);
      if (known != null) {
        join(known, i);
      }
    }
  }

  /** Compares only images of nearly the same mean, by going through them in its order. */
  private void joinAlike(List<Fingerprint> fingerprints) {
    List<Integer> byMean = new ArrayList<>();
    for (int i = 0; i < parent.length; i++) {
      if (fingerprints.get(i).thumbnail().isPresent()) {
        byMean.add(i);
      }
    }
    byMean.sort(Comparator.comparingDouble(i -> mean(fingerprints, i)));
    for (int a = 0; a < byMean.size(); a++) {
      int i = byMean.get(a);
      double limit = mean(fingerprints, i) + Thumbnail.maxMeanDifference();
      for (int b = a + 1; b < byMean.size(); b++) {
        int j = byMean.get(b);
        if (mean(fingerprints, j) > limit) {
          break;
        }
        // Thousands of frames of one camera are soon one group; looking at them again is what
        // costs.
        if (root(i) != root(j) && fingerprints.get(i).copyOf(fingerprints.get(j))) {
          join(i, j);
        }
      }
    }
  }

  private static double mean(List<Fingerprint> fingerprints, int i) {
    return fingerprints.get(i).thumbnail().orElseThrow().mean();
  }

  private void join(int i, int j) {
    parent[root(i)] = root(j);
  }

  private int root(int i) {
    int at = i;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private List<List<Integer>> lists() {
    Map<Integer, List<Integer>> byRoot = new TreeMap<>();
    for (int i = 0; i < parent.length; i++) {
      byRoot.computeIfAbsent(root(i), root -> new ArrayList<>()).add(i);
    }
    return List.copyOf(byRoot.values());
  }
}
