package org.dl4jzoo.app.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.console.Tables;
import org.dl4jzoo.zoo.model.ModelInfo;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.summary.ModelSummary;
import org.dl4jzoo.zoo.net.summary.ModelSummary.Layer;

/**
 * The layers of a network with what they cost.
 *
 * @param info the network
 * @param image the images it is built for
 * @param summary its layers
 * @param memory what it takes
 */
public record LayerTable(
    ModelInfo info, ImageShape image, ModelSummary summary, MemoryTable memory) {

  /** The table as text for a terminal. */
  public String text() {
    return "%s for images of %s (%s)\n\n".formatted(info.name(), image, info.paper())
        + Tables.of(
            summary.layers(),
            List.of(
                Tables.text("layer", Layer::name),
                Tables.text("kind", Layer::kind),
                Tables.number("output", layer -> layer.output().toString()),
                Tables.number("parameters", layer -> parameters(layer.total())),
                Tables.number("MACs", layer -> macs(layer.macs()))))
        + "\n"
        + totals();
  }

  private String totals() {
    return "trainable parameters  %s\n".formatted(Amount.exact(summary.trainable()))
        + "all parameters        %s\n".formatted(Amount.exact(summary.total()))
        + "MACs an image         %s\n".formatted(Amount.rounded(summary.macs()))
        + memory.text();
  }

  private static String parameters(long count) {
    return count == 0 ? "" : Amount.exact(count);
  }

  private static String macs(long count) {
    return count == 0 ? "" : Amount.rounded(count);
  }

  /** The table as JSON has it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", info.name());
    map.put("paper", info.paper());
    map.put("image", List.of(image.height(), image.width(), image.channels()));
    map.put("trainable", summary.trainable());
    map.put("total", summary.total());
    map.put("macs", summary.macs());
    map.putAll(memory.toMap());
    map.put("layers", summary.layers().stream().map(LayerTable::toMap).toList());
    return map;
  }

  private static Map<String, Object> toMap(Layer layer) {
    ImageShape output = layer.output();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", layer.name());
    map.put("kind", layer.kind());
    map.put("output", List.of(output.height(), output.width(), output.channels()));
    map.put("trainable", layer.trainable());
    map.put("total", layer.total());
    map.put("macs", layer.macs());
    return map;
  }
}
