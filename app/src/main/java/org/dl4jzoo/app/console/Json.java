package org.dl4jzoo.app.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** JSON as the commands print it. */
public final class Json {

  private static final ObjectMapper LINE = new ObjectMapper();
  private static final ObjectMapper PRETTY =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  /** One value on one line, without a line break. */
  public static String line(Object value) {
    return write(LINE, value);
  }

  /** One value, indented, ending in a line break. */
  public static String pretty(Object value) {
    return write(PRETTY, value) + "\n";
  }

  private static String write(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a JSON value: " + value, e);
    }
  }
}
