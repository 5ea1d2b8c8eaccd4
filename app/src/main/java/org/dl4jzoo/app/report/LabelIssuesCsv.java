package org.dl4jzoo.app.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVPrinter;
import org.dl4jzoo.app.console.Printable;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.app.review.ReviewedImage;

/**
 * {@code label-issues.csv}: a row for each image, or pair of images, that a person should look at.
 * A {@code label} looks wrong; of a {@code doubtful label} another class is more probable. What the
 * column {@code score} has depends on the issue: the margin of a suspected label (from -1, the
 * surest), how far an outlier is beyond its class's upper quartile, the cosine between the features
 * of two images.
 */
final class LabelIssuesCsv {

  private LabelIssuesCsv() {}

  static void write(OutputStream out, Review review, List<String> classes) throws IOException {
    CSVPrinter csv = ReportFolder.printer(out);
    csv.printRecord(
        "issue",
        "path",
        "subset",
        "label",
        "suggested",
        "probability",
        "score",
        "other path",
        "other subset",
        "other label");
    for (Review.Suspect suspect : review.suspects()) {
      image(csv, suspect.confident() ? "label" : "doubtful label", suspect.image(), classes);
      csv.printRecord(
          Printable.cell(classes.get(suspect.suggested())),
          number(suspect.probability()),
          number(suspect.margin()),
          "",
          "",
          "");
    }
    for (Review.Outlier outlier : review.outliers()) {
      image(csv, "outlier", outlier.image(), classes);
      csv.printRecord("", "", number(outlier.excess()), "", "", "");
    }
    for (Review.Twins twins : review.twins()) {
      ReviewedImage other = twins.second();
      image(csv, "near-duplicate", twins.first(), classes);
      csv.printRecord(
          "",
          "",
          number(twins.cosine()),
          Printable.cell(other.example().name()),
          other.group(),
          Printable.cell(classes.get(other.label())));
    }
    csv.flush();
  }

  private static void image(CSVPrinter csv, String issue, ReviewedImage image, List<String> classes)
      throws IOException {
    csv.print(issue);
    csv.print(Printable.cell(image.example().name()));
    csv.print(Printable.cell(image.group()));
    csv.print(Printable.cell(classes.get(image.label())));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
