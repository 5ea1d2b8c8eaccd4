package org.dl4jzoo.app.report;

import java.util.List;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.console.Tables;
import org.dl4jzoo.zoo.model.ModelInfo;
import org.dl4jzoo.zoo.net.summary.ModelSummary;

/**
 * A network in the list of networks; its components are the keys in JSON.
 *
 * @param name registry name
 * @param trainable parameters changed by gradients
 * @param total the same and the running statistics of batch norm
 * @param macs multiply-accumulates for one image
 * @param minSize smallest height and width in pixels
 * @param paper where it was published
 */
public record ModelRow(
    String name, long trainable, long total, long macs, int minSize, String paper) {

  /** The row of a network. */
  public static ModelRow of(ModelInfo info, ModelSummary summary) {
    return new ModelRow(
        info.name(),
        summary.trainable(),
        summary.total(),
        summary.macs(),
        info.minSize(),
        info.paper());
  }

  /** The list as text for a terminal. */
  public static String table(List<ModelRow> rows) {
    return Tables.of(
        rows,
        List.of(
            Tables.text("model", ModelRow::name),
            Tables.number("trainable", row -> Amount.exact(row.trainable())),
            Tables.number("total", row -> Amount.exact(row.total())),
            Tables.number("MACs", row -> Amount.rounded(row.macs())),
            Tables.number("smallest image", row -> row.minSize() + " px"),
            Tables.text("paper", ModelRow::paper)));
  }
}
