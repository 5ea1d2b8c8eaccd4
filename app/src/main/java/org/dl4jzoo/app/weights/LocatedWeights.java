package org.dl4jzoo.app.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/**
 * A file of weights on this machine.
 *
 * @param file where it is
 * @param info what is known of it, its SHA-256 included
 */
public record LocatedWeights(Path file, WeightsInfo info) {

  /** What they are and where, for JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", file.toString());
    map.put("model", info.model());
    map.put("name", info.name());
    map.put("source", info.source());
    map.put("sha256", info.sha256());
    return map;
  }
}
