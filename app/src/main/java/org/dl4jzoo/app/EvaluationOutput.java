package org.dl4jzoo.app;

import java.io.PrintWriter;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.measure.PrecisionComparison;
import org.dl4jzoo.app.report.EvaluationTable;
import org.dl4jzoo.app.report.ReportFolder;

/** What {@code zoo evaluate} prints on stdout. */
record EvaluationOutput(PrintWriter out, boolean json) {

  /**
   * Prints a result.
   *
   * @param beside what the float32 network says; null if that isn't compared
   * @param folder of the report
   */
  void print(EvaluationReport report, PrecisionComparison beside, ReportFolder folder) {
    if (json) {
      out.print(Json.pretty(beside == null ? report.toMap() : beside.in(report.toMap())));
      return;
    }
    out.print(EvaluationTable.of(report));
    if (beside != null) {
      out.println("\n" + beside);
    }
    out.println("\nreport: " + folder.page());
  }
}
