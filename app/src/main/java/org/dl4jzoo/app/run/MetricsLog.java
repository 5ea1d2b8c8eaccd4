package org.dl4jzoo.app.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dl4jzoo.app.console.OutputFile;

/** {@code metrics.csv}. Written anew from the checkpoint's history, so the two always agree. */
public final class MetricsLog {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setRecordSeparator('\n')
          .setHeader(
              "epoch",
              "step",
              "learning rate",
              "train loss",
              "train accuracy",
              "validation loss",
              "validation top-1",
              "images/s",
              "seconds",
              "seconds waiting for data")
          .get();

  private MetricsLog() {}

  /** Writes a row an epoch, and the names of the columns first. */
  public static void write(Path file, List<EpochMetrics> history) {
    OutputFile.write(file, out -> write(out, history));
  }

  private static void write(OutputStream out, List<EpochMetrics> history) throws IOException {
    CSVPrinter csv = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), FORMAT);
    for (EpochMetrics row : history) {
      csv.printRecord(
          row.epoch(),
          row.step(),
          number(row.learningRate()),
          number(row.trainLoss()),
          number(row.trainAccuracy()),
          number(row.validationLoss()),
          number(row.validationTop1()),
          number(row.imagesPerSecond()),
          number(row.seconds()),
          number(row.secondsWaiting()));
    }
    csv.flush();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
