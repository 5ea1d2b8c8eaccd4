package org.dl4jzoo.zoo.weights.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes safetensors files of float32. */
public final class Safetensors {

  /** The data begin at a multiple of it, so that they can be mapped into memory. */
  private static final int ALIGNMENT = 8;

  private static final int PIECE_FLOATS = 1 << 14;

  private Safetensors() {}

  /**
   * Writes a file, in place of one that is there.
   *
   * @param tensors by name, in the order of the map
   * @param metadata texts about the file by key; none if it is empty
   * @throws IOException if the file can't be written
   */
  public static void write(
      Path file, Map<String, FloatTensor> tensors, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(tensors, metadata);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(length(header));
      out.write(header);
      for (FloatTensor tensor : tensors.values()) {
        write(out, tensor.values());
      }
    }
  }

  private static byte[] header(Map<String, FloatTensor> tensors, Map<String, String> metadata)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(SafetensorsHeader.METADATA);
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      long offset = 0;
      for (Map.Entry<String, FloatTensor> entry : tensors.entrySet()) {
        long end = offset + (long) Float.BYTES * entry.getValue().values().length;
        writeEntry(json, entry.getKey(), entry.getValue(), offset, end);
        offset = end;
      }
      json.writeEndObject();
    }
    while ((SafetensorsHeader.LENGTH_BYTES + bytes.size()) % ALIGNMENT != 0) {
      bytes.write(' ');
    }
    return bytes.toByteArray();
  }

  private static void writeEntry(
      JsonGenerator json, String name, FloatTensor tensor, long begin, long end)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("dtype", ElementType.F32.name());
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    json.writeFieldName("shape");
    json.writeArray(shape, 0, shape.length);
    json.writeFieldName("data_offsets");
    json.writeArray(new long[] {begin, end}, 0, 2);
    json.writeEndObject();
  }

  private static void write(OutputStream out, float[] values) throws IOException {
    byte[] bytes = new byte[Math.min(values.length, PIECE_FLOATS) * Float.BYTES];
    FloatBuffer piece = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (int done = 0; done < values.length; ) {
      int now = Math.min(values.length - done, PIECE_FLOATS);
      piece.clear().put(values, done, now);
      out.write(bytes, 0, now * Float.BYTES);
      done += now;
    }
  }

  private static byte[] length(byte[] header) {
    return ByteBuffer.allocate(Long.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .array();
  }
}
