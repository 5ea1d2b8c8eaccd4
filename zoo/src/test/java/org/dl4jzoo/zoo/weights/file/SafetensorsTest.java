package org.dl4jzoo.zoo.weights.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Safetensors files whose headers lie are refused, and written ones are as the format demands. */
class SafetensorsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}"
            + "|tensor a of type F32 and shape [2] takes 8 bytes; got bytes 0 to 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}"
            + "|tensor a of type F32 and shape [2] takes 8 bytes; got bytes 8 to 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}"
            + "|tensor a must begin where the one before it ends, at byte 0 of the data; got 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
            + "|tensor b must begin where the one before it ends, at byte 4 of the data; got 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
            + "|the header gives 4 bytes of data, but 8 follow it",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}"
            + "|the header gives 12 bytes of data, but 8 follow it",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}"
            + "|the shape [4294967296, 4294967296] of tensor a is impossible",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}"
            + "|shape and data_offsets of tensor a must be at most 16 non-negative integers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}"
            + "|shape and data_offsets of tensor a must be at most 16 non-negative integers",
        "{\"a\":{\"dtype\":\"F4\",\"shape\":[2],\"data_offsets\":[0,8]}}"
            + "|tensor a must be of one of the types [F64, F32, F16, BF16, I64, I32, I16, I8, U64,"
            + " U32, U16, U8, BOOL]; got F4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}"
            + "|tensor a must have dtype, shape and two data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"file\":\"/etc\"}}|tensor a has an unknown field file",
        "{\"a\":1}|expected START_OBJECT in the safetensors header; got VALUE_NUMBER_INT at"
            + " character 5",
        "{\"a\":{},\"a\":{}}|tensor a must have dtype, shape and two data_offsets",
        "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}|the safetensors header must be JSON; got"
            + " Duplicate field 'a'",
        "{} {}|the safetensors header must be one JSON object; more follows it"
      })
  void a_header_that_lies_is_refused(String header, String sentence) throws IOException {
    Path file = file(header.getBytes(StandardCharsets.UTF_8).length, header, 8);
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(file))
        .withMessage("%s (%s)", sentence, file);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "-1, 18446744073709551615", "1099511627776, 1099511627776", "3, 3"})
  void a_header_must_lie_within_the_file(long length, String shown) throws IOException {
    Path file = file(length, "{}", 0);
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(file))
        .withMessage(
            "a safetensors header has 2 to 16777216 bytes and lies within the file of 10; got %s"
                + " (%s)",
            shown, file);
  }

  @Test
  void nothing_of_a_file_reaches_the_terminal_unseen() throws IOException {
    String header = "{\"\\u001b[2J\\n\":{\"dtype\":\"F32\"}}";
    Path file = file(header.length(), header, 0);
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(file))
        .withMessage("tensor ?[2J? must have dtype, shape and two data_offsets (%s)", file);
  }

  @Test
  void a_written_file_has_the_bytes_that_the_format_demands() throws IOException {
    Path file = folder.resolve("written.safetensors");
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    tensors.put("b", new FloatTensor(List.of(2L, 1L), new float[] {1, -2}));
    tensors.put("a", new FloatTensor(List.of(), new float[] {0.5f}));
    Safetensors.write(file, tensors, Map.of("format", "pt"));

    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";
    int padded = (header.length() + 7) / 8 * 8;
    ByteBuffer expected = ByteBuffer.allocate(8 + padded + 12).order(ByteOrder.LITTLE_ENDIAN);
    expected.putLong(padded).put(header.getBytes(StandardCharsets.US_ASCII));
    while (expected.position() < 8 + padded) {
      expected.put((byte) ' ');
    }
    expected.putFloat(1).putFloat(-2).putFloat(0.5f);
    assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
  }

  @Test
  void a_shorter_file_takes_the_place_of_a_longer_one() throws IOException {
    Path file = Files.write(folder.resolve("written.safetensors"), new byte[10_000]);
    Safetensors.write(
        file, Map.of("a", new FloatTensor(List.of(1L), new float[] {0.5f})), Map.of());
    try (WeightFile read = WeightFile.open(file)) {
      assertThat(read.read("a")).containsExactly(0.5f);
    }
  }

  private Path file(long length, String header, int data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(text);
    return Files.write(folder.resolve("made.safetensors"), bytes.array());
  }
}
