package org.dl4jzoo.app.report;

import java.util.List;
import java.util.Locale;
import org.dl4jzoo.app.console.Tables;

/** The list of published weights. */
public final class WeightsTable {

  /**
   * A published file; its components are the keys in JSON.
   *
   * @param model the network
   * @param name what the weights are called among the network's
   * @param byDefault whether {@code imagenet} means them
   * @param top1 accuracy on ImageNet in percent as published; null if unknown
   * @param top5 the same of the five most probable classes
   * @param mebibytes size as published, of a cached file as it is; null if unknown
   * @param cached where the file is, if it was downloaded; else null
   * @param file its name
   * @param hash its published hash after the algorithm's name; null where there is none
   * @param url where it is published; null where it has no address
   * @param source who publishes it
   */
  public record Row(
      String model,
      String name,
      boolean byDefault,
      Double top1,
      Double top5,
      Double mebibytes,
      String cached,
      String file,
      String hash,
      String url,
      String source) {}

  /** An MD5 and its name. */
  private static final int MOST_SHOWN = "md5:".length() + 32;

  private WeightsTable() {}

  /** The list as text for a terminal. */
  public static String of(List<Row> rows) {
    return Tables.of(
        rows,
        List.of(
            Tables.text("weights", row -> row.model() + "/" + row.name()),
            Tables.text("default", row -> row.byDefault() ? "yes" : ""),
            Tables.number("top-1", row -> number(row.top1(), "%.1f")),
            Tables.number("top-5", row -> number(row.top5(), "%.1f")),
            Tables.number("MiB", row -> number(row.mebibytes(), "%.0f")),
            Tables.text("cached", row -> row.cached() == null ? "" : "yes"),
            Tables.text("hash", row -> hash(row.hash())),
            Tables.text(
                "address", row -> row.url() == null ? "- (" + row.source() + ")" : row.url())));
  }

  /** A whole SHA-256 would push the address off the screen; the JSON has it. */
  private static String hash(String hash) {
    if (hash == null) {
      return "-";
    }
    return hash.length() > MOST_SHOWN ? hash.substring(0, MOST_SHOWN - 1) + "…" : hash;
  }

  private static String number(Double value, String format) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }
}
