package org.dl4jzoo.zoo.device.network;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the parameters of each layer lie in the vector of all of them. */
public final class ParameterTable {

  private final Map<String, Map<Parameter, Long>> starts = new LinkedHashMap<>();
  private long length;

  /**
   * Adds a parameter.
   *
   * @param start its first value in the vector
   */
  public void put(String layer, Parameter parameter, long start, long values) {
    starts.computeIfAbsent(layer, name -> new EnumMap<>(Parameter.class)).put(parameter, start);
    length = Math.max(length, start + values);
  }

  /** Adds a parameter behind all others. */
  public void append(String layer, Parameter parameter, long values) {
    put(layer, parameter, length, values);
  }

  /** Values of the vector. */
  public long length() {
    return length;
  }

  boolean has(String layer, Parameter parameter) {
    return starts.getOrDefault(layer, Map.of()).containsKey(parameter);
  }

  /** The first value of a parameter in the vector. */
  long start(String layer, Parameter parameter) {
    Long start = starts.getOrDefault(layer, Map.of()).get(parameter);
    if (start == null) {
      throw new IllegalArgumentException("layer '%s' has no %s".formatted(layer, parameter));
    }
    return start;
  }
}
