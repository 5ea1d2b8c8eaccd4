package org.dl4jzoo.app.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.stream.Collectors;

/** What is wrong with JSON, in words for people who don't know our classes. */
final class JsonProblem {

  private JsonProblem() {}

  /** What Jackson found, without the names of classes that its own messages have. */
  static String of(JsonProcessingException error) {
    if (!(error instanceof JsonMappingException mapping)) {
      return "it is no JSON: " + error.getOriginalMessage();
    }
    String place = place(mapping);
    if (mapping instanceof UnrecognizedPropertyException) {
      return "it has %s, which nobody knows".formatted(place);
    }
    if (mapping.getCause() instanceof NullPointerException missing) {
      return "it has no %s".formatted(joined(place, missing.getMessage()));
    }
    if (mapping.getCause() instanceof IllegalArgumentException refused) {
      return place.isEmpty() ? refused.getMessage() : place + ": " + refused.getMessage();
    }
    return place.isEmpty()
        ? "it is no object of the form that is expected"
        : "its %s is of another form than is expected".formatted(place);
  }

  private static String place(JsonMappingException error) {
    return error.getPath().stream()
        .map(
            step ->
                step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  /** Records name what is missing; other code may say nothing, or a whole sentence. */
  private static String joined(String place, String missing) {
    boolean name = missing != null && missing.matches("\\w+");
    if (!name) {
      return place.isEmpty() ? "value where one is needed" : "value of " + place;
    }
    return place.isEmpty() ? missing : place + "." + missing;
  }
}
