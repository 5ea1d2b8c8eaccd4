package org.dl4jzoo.data.preprocess;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.file.AtomicFile;

/**
 * What is done to an image before the network sees it; kept beside the model as {@code
 * preprocessing.json}.
 *
 * @param height rows of the network's input, in pixels
 * @param width columns of the network's input, in pixels
 * @param channels 3 for colour, 1 for grey
 * @param resize how the shape is reached
 * @param scale how bytes become floats
 */
public record Preprocessing(int height, int width, int channels, Resize resize, Scale scale) {

  private static final int MAX_SIDE = 4096;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** Checks the ranges. */
  public Preprocessing {
    if (height < 1 || width < 1 || height > MAX_SIDE || width > MAX_SIDE) {
      throw new InvalidDataException(
          "image size must be from 1 to %d pixels a side; got %d×%d"
              .formatted(MAX_SIDE, height, width));
    }
    if (channels != 1 && channels != 3) {
      throw new InvalidDataException("channels must be 1 or 3; got " + channels);
    }
    Objects.requireNonNull(resize, "resize");
    Objects.requireNonNull(scale, "scale");
  }

  /** Bytes of one decoded image: height · width · channels. */
  public int bytes() {
    return height * width * channels;
  }

  /** Writes the settings as JSON, whole or not at all. */
  public void write(Path json) throws IOException {
    AtomicFile.write(json, JSON.writeValueAsBytes(this));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InvalidDataException if the file is missing, not readable or says something else
   */
  public static Preprocessing read(Path json) {
    try {
      return JSON.readValue(Files.readAllBytes(json), Preprocessing.class);
    } catch (JacksonException e) {
      throw new InvalidDataException(
          "%s is not a preprocessing file: %s".formatted(json, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new InvalidDataException("cannot read %s: %s".formatted(json, e.getMessage()), e);
    }
  }
}
