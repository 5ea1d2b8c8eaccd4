package org.dl4jzoo.data.folder;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.function.ToIntFunction;
import org.dl4jzoo.data.folder.FolderCheck.ClassSummary;
import org.dl4jzoo.data.folder.FolderCheck.Report;
import org.dl4jzoo.data.folder.FolderCheck.Twins;

/** Draws the conclusions of {@link FolderCheck} from what each image showed. */
final class FolderFindings {

  /** A class needs an image for training, one for validation and one for the test. */
  private static final int SMALLEST_CLASS = 3;

  private final LabelledImages images;
  private final List<String> classes;
  private final List<ImageScan> scans;
  private final List<ImageScan> comparable;
  private final List<List<ImageScan>> copies;

  FolderFindings(LabelledImages images, List<ImageScan> scans) {
    this.images = images;
    this.classes = images.classes();
    this.scans = scans;
    this.comparable = scans.stream().filter(scan -> scan.fingerprint().isPresent()).toList();
    List<Fingerprint> fingerprints =
        comparable.stream().map(scan -> scan.fingerprint().orElseThrow()).toList();
    this.copies =
        CopyGroups.of(fingerprints).stream()
            .map(group -> group.stream().map(comparable::get).toList())
            .toList();
  }

  Report report() {
    List<Unreadable> unreadable =
        scans.stream()
            .filter(scan -> !scan.readable())
            .map(scan -> new Unreadable(scan.example(), scan.problem().orElseThrow()))
            .toList();
    List<ClassSummary> summaries = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      summaries.add(summary(label));
    }
    List<Twins> nearIdentical =
        copies.stream().filter(group -> digests(group) > 1).map(this::twins).toList();
    return new Report(
        summaries,
        unreadable,
        identical(),
        nearIdentical,
        images.isSplit() ? List.of() : tooSmall(),
        images.stray());
  }

  private ClassSummary summary(int label) {
    List<ImageScan> own = scans.stream().filter(scan -> scan.example().label() == label).toList();
    IntSummaryStatistics widths = sizes(own, ImageScan::width);
    IntSummaryStatistics heights = sizes(own, ImageScan::height);
    boolean none = widths.getCount() == 0;
    return new ClassSummary(
        classes.get(label),
        own.size(),
        (int) widths.getCount(),
        none ? 0 : widths.getMin(),
        none ? 0 : widths.getMax(),
        none ? 0 : heights.getMin(),
        none ? 0 : heights.getMax());
  }

  private static IntSummaryStatistics sizes(List<ImageScan> scans, ToIntFunction<ImageScan> side) {
    return scans.stream().filter(ImageScan::readable).mapToInt(side).summaryStatistics();
  }

  /** Groups of equal bytes lie within the groups of copies. */
  private List<Twins> identical() {
    List<Twins> identical = new ArrayList<>();
    for (List<ImageScan> group : copies) {
      group.stream()
          .map(FolderFindings::digest)
          .distinct()
          .map(digest -> group.stream().filter(scan -> digest(scan).equals(digest)).toList())
          .filter(same -> same.size() > 1)
          .map(this::twins)
          .forEach(identical::add);
    }
    return identical;
  }

  private static String digest(ImageScan scan) {
    return scan.fingerprint().orElseThrow().digest();
  }

  private static long digests(List<ImageScan> group) {
    return group.stream().map(FolderFindings::digest).distinct().count();
  }

  private Twins twins(List<ImageScan> group) {
    return new Twins(
        group.stream().map(scan -> scan.example().name()).sorted().toList(),
        group.stream()
            .map(scan -> classes.get(scan.example().label()))
            .distinct()
            .sorted()
            .toList());
  }

  private List<String> tooSmall() {
    List<String> small = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      int own = label;
      long different =
          copies.stream()
              .filter(group -> group.get(0).readable())
              .filter(group -> group.stream().anyMatch(scan -> scan.example().label() == own))
              .count();
      if (different < SMALLEST_CLASS) {
        small.add(classes.get(label));
      }
    }
    return small;
  }
}
