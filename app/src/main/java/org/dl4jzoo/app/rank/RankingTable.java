package org.dl4jzoo.app.rank;

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
import org.dl4jzoo.app.console.Printable;
import org.dl4jzoo.app.console.Tables;

/**
 * A ranking for people and for programs.
 *
 * @param ranking what is shown
 */
public record RankingTable(NetworkRanking ranking) {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setRecordSeparator('\n')
          .setHeader(
              "network",
              "weights",
              "top-1",
              "lowest top-1",
              "highest top-1",
              "right",
              "images",
              "C",
              "McNemar p",
              "milliseconds",
              "megabytes",
              "note")
          .get();

  /** Lines for a terminal; the last ends without a line break. */
  public String text() {
    return Tables.of(
            ranking.networks(),
            List.of(
                Tables.text("network", network -> network.candidate().model()),
                Tables.text("weights", network -> network.candidate().weights()),
                Tables.number("top-1", RankingTable::top1),
                Tables.text("with 95 % confidence", RankingTable::interval),
                Tables.number("ms an image", network -> decimal("%.1f", network.milliseconds())),
                Tables.number("MB", network -> decimal("%.1f", network.megabytes())),
                Tables.text("", this::note)))
        .stripTrailing();
  }

  private static String top1(RankedNetwork network) {
    return network.choice() == null ? "-" : decimal("%.1f %%", 100 * network.top1());
  }

  private static String interval(RankedNetwork network) {
    return network.choice() == null ? "-" : network.interval().toString();
  }

  private String note(RankedNetwork network) {
    if (network.equals(ranking.taken())) {
      return "taken";
    }
    List<String> exceeded = ranking.limits().exceeded(network.milliseconds(), network.megabytes());
    return exceeded.isEmpty() ? "" : "beyond " + String.join(" and ", exceeded);
  }

  /** Writes a row a network, shares from 0 to 1; what wasn't computed is empty. */
  public void write(Path file) {
    OutputFile.write(file, this::write);
  }

  private void write(OutputStream out) throws IOException {
    CSVPrinter csv = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), FORMAT);
    for (RankedNetwork network : ranking.networks()) {
      csv.print(network.candidate().model());
      csv.print(Printable.cell(network.candidate().weights()));
      accuracy(csv, network);
      csv.print(decimal("%.3f", network.milliseconds()));
      csv.print(decimal("%.3f", network.megabytes()));
      csv.print(note(network));
      csv.println();
    }
    csv.flush();
  }

  private void accuracy(CSVPrinter csv, RankedNetwork network) throws IOException {
    if (network.choice() == null) {
      for (int empty = 0; empty < 7; empty++) {
        csv.print("");
      }
      return;
    }
    csv.print(decimal("%.6f", network.top1()));
    csv.print(decimal("%.6f", network.interval().low()));
    csv.print(decimal("%.6f", network.interval().high()));
    csv.print(network.choice().hits());
    csv.print(network.choice().right().size());
    csv.print(network.choice().inversePenalty());
    csv.print(decimal("%.4g", ranking.best().against(network).pValue()));
  }

  private static String decimal(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
