package org.dl4jzoo.zoo.weights.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** An open safetensors file: a header of JSON, then the data of all tensors without gaps. */
final class SafetensorsFile extends TensorFile {

  static final String FORMAT = "safetensors";

  private final SafetensorsHeader header;

  private SafetensorsFile(FileBytes file, SafetensorsHeader header) {
    super(file, listed(header));
    this.header = header;
  }

  static SafetensorsFile open(FileBytes file) throws IOException {
    return new SafetensorsFile(file, SafetensorsHeader.read(file));
  }

  private static Map<String, StoredTensor> listed(SafetensorsHeader header) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    header.entries().forEach((name, entry) -> tensors.put(name, entry.tensor()));
    return tensors;
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public Map<String, String> metadata() {
    return header.metadata();
  }

  @Override
  float[] values(StoredTensor tensor) throws IOException {
    SafetensorsHeader.Entry entry = header.entries().get(tensor.name());
    long start = header.dataStart() + entry.begin();
    try (InputStream in = file().stream(start, entry.end() - entry.begin())) {
      return FloatReader.read(
          in, tensor.type(), ByteOrder.LITTLE_ENDIAN, Math.toIntExact(tensor.elements()));
    }
  }
}
