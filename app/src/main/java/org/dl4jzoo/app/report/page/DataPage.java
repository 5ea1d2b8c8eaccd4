package org.dl4jzoo.app.report.page;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jzoo.app.evaluate.Advice;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.data.folder.FolderCheck;

/**
 * What was found in a folder of images, as the templates take it.
 *
 * @param folder that was looked at
 * @param report what is wrong with files
 * @param labels images that a person should look at; null if nobody could look for any
 * @param advice what to do next
 * @param command the command that makes this page
 */
public record DataPage(
    String folder,
    FolderCheck.Report report,
    LabelIssues labels,
    List<String> advice,
    String command) {

  /**
   * Computes the page; reads images again for their thumbnails.
   *
   * @param classes names of the labels in the review
   * @param review null if nobody could look
   */
  public static DataPage of(
      String folder,
      FolderCheck.Report report,
      List<String> classes,
      Review review,
      String command) {
    return new DataPage(
        folder,
        report,
        review == null ? null : LabelIssues.of(review, classes),
        Advice.of(review),
        command);
  }

  /**
   * Writes the page.
   *
   * @throws org.dl4jzoo.app.console.UsageException if it can't be written
   */
  public void write(Path html) {
    PageAssets.write("data.jte", this, html);
  }

  /** Number of images. */
  public int images() {
    return report.classes().stream().mapToInt(FolderCheck.ClassSummary::images).sum();
  }

  /** Groups of files that show the same picture, with the same bytes or not. */
  public List<FolderCheck.Twins> copies() {
    return Stream.concat(report.identical().stream(), report.nearIdentical().stream()).toList();
  }

  /** A range of sizes. */
  public static String range(int least, int most) {
    return least == most ? String.valueOf(least) : least + "–" + most;
  }
}
