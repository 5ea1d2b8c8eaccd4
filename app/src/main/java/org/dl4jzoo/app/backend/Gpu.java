package org.dl4jzoo.app.backend;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dl4jzoo.app.console.ByteSize;

/**
 * An NVIDIA GPU.
 *
 * @param number among those that CUDA_VISIBLE_DEVICES lets be seen, from 0
 * @param name as NVIDIA calls it
 * @param capability its compute capability
 * @param bytes of its memory
 */
public record Gpu(int number, String name, ComputeCapability capability, long bytes) {

  /** All of it by name. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", number);
    map.put("name", name);
    map.put("computeCapability", capability.toString());
    map.put("memoryBytes", bytes);
    return map;
  }

  /** Number, name, compute capability and memory. */
  String description() {
    return "GPU %d, %s (compute capability %s, %s)"
        .formatted(number, name, capability, new ByteSize(bytes));
  }

  @Override
  public String toString() {
    return "%s (compute capability %s)".formatted(name, capability);
  }
}
