package org.dl4jzoo.app.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.console.ByteSize;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.summary.MemoryEstimate;
import org.dl4jzoo.zoo.net.summary.ModelSummary;
import org.dl4jzoo.zoo.training.DeviceMemory;

/**
 * The memory that a network takes, estimated before it is built.
 *
 * @param whose what the memory belongs to
 * @param batchSize images at once
 * @param rows what takes how much
 */
public record MemoryTable(String whose, int batchSize, List<Row> rows) {

  private static final String TRAINING = "training";
  private static final String INFERENCE = "inference";

  /** Memory of one use: its name on a terminal and in JSON. */
  record Row(String name, String key, long bytes) {}

  /** The memory of the process that computes on a CPU. */
  public static MemoryTable ofProcess(ModelSummary summary, int batchSize) {
    MemoryEstimate memory = summary.memory();
    return new MemoryTable(
        "the process",
        batchSize,
        List.of(
            new Row(TRAINING, "trainingBytes", memory.trainingBytes(batchSize, MemoryUse.NORMAL)),
            new Row(
                "with --memory low",
                "trainingBytesInLittleMemory",
                memory.trainingBytes(batchSize, MemoryUse.LOW)),
            new Row(INFERENCE, "inferenceBytes", memory.inferenceBytes(batchSize))));
  }

  /** The memory of a GPU, besides what CUDA's own libraries take of it. */
  public static MemoryTable ofDevice(Net net, ModelSummary summary, int batchSize) {
    long parameters = summary.memory().parameters();
    return new MemoryTable(
        "the GPU, besides that of CUDA's libraries,",
        batchSize,
        List.of(
            new Row(
                TRAINING,
                "deviceTrainingBytes",
                DeviceMemory.trainingBytes(net, parameters, batchSize, MapType.FLOAT32)),
            new Row(
                INFERENCE,
                "deviceInferenceBytes",
                DeviceMemory.inferenceBytes(net, parameters, batchSize, MapType.FLOAT32))));
  }

  /** The memory as lines for a terminal. */
  String text() {
    StringBuilder text =
        new StringBuilder("memory of %s at batch size %d:\n".formatted(whose, batchSize));
    rows.forEach(
        row -> text.append("  %-18s  %s\n".formatted(row.name(), new ByteSize(row.bytes()))));
    return text.toString();
  }

  /** The memory as JSON has it. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("batchSize", batchSize);
    rows.forEach(row -> map.put(row.key(), row.bytes()));
    return map;
  }
}
