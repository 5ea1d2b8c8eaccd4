package org.dl4jzoo.app.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000, 250_000_000), ZoneOffset.UTC);

  @TempDir private Path folder;

  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  /** scripts/make_tensorboard_fixtures.py wrote the expected file with TensorBoard's own writer. */
  @Test
  void a_file_is_byte_for_byte_what_tensorboard_writes() throws IOException {
    try (EventFile file = EventFile.begin(folder, CLOCK)) {
      file.beginsAt(7);
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("step/loss", 0.5);
      values.put("step/learning-rate", 1e-3);
      file.scalars(7, values);
      file.scalars(300, Map.of("é", Double.NaN));
    }

    try (InputStream expected = getClass().getResourceAsStream("/events.tfevents")) {
      assertThat(only()).hasBinaryContent(expected.readAllBytes());
    }
    assertThat(only().getFileName().toString()).startsWith("events.out.tfevents.1700000000.");
  }

  /** The path to the picture is Event.summary, .value, .image, .encoded_image_string. */
  @Test
  void a_picture_is_a_png_with_its_size() throws IOException {
    try (EventFile file = EventFile.begin(folder, CLOCK)) {
      file.image(2, "confusion", new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB));
    }

    byte[] event = records(Files.readAllBytes(only())).get(1);
    Map<Integer, Object> value = fields((byte[]) fields((byte[]) fields(event).get(5)).get(1));
    Map<Integer, Object> image = fields((byte[]) value.get(4));
    assertThat(image).containsEntry(1, 30L).containsEntry(2, 40L).containsEntry(3, 3L);
    BufferedImage png = ImageIO.read(new ByteArrayInputStream((byte[]) image.get(4)));
    assertThat(png.getWidth()).isEqualTo(40);
    assertThat(fields(event)).containsEntry(2, 2L);
  }

  @Test
  void a_folder_that_cannot_be_made_is_told() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> EventFile.begin(file, CLOCK))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("cannot write " + file);
  }

  private static List<byte[]> records(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (buffer.hasRemaining()) {
      byte[] record = new byte[(int) buffer.getLong()];
      buffer.getInt();
      buffer.get(record);
      buffer.getInt();
      records.add(record);
    }
    return records;
  }

  /** The fields of a message: numbers as Long, everything with a length as bytes. */
  private static Map<Integer, Object> fields(byte[] message) {
    ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    Map<Integer, Object> fields = new LinkedHashMap<>();
    while (buffer.hasRemaining()) {
      int key = (int) varint(buffer);
      fields.put(key >>> 3, field(buffer, key & 7));
    }
    return fields;
  }

  private static Object field(ByteBuffer buffer, int type) {
    if (type == 2) {
      byte[] bytes = new byte[(int) varint(buffer)];
      buffer.get(bytes);
      return bytes;
    }
    return type == 0 ? varint(buffer) : type == 1 ? buffer.getLong() : buffer.getInt();
  }

  private static long varint(ByteBuffer buffer) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = buffer.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
