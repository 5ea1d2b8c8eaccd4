package org.dl4jzoo.app.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What {@code scripts/make_review_fixtures.py} computed. */
public final class ReviewFixture {

  private ReviewFixture() {}

  /** One of the file's parts. */
  public static JsonNode part(String name) throws IOException {
    try (InputStream in = ReviewFixture.class.getResourceAsStream("/review.json")) {
      return new ObjectMapper().readTree(in).get(name);
    }
  }

  /** The cases of a part. */
  public static Stream<Named<JsonNode>> cases(String part) throws IOException {
    return StreamSupport.stream(part(part).spliterator(), false)
        .map(each -> Named.of(each.get("name").asText(), each));
  }

  /** Numbers in rows. */
  public static double[][] rows(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(ReviewFixture::row)
        .toArray(double[][]::new);
  }

  /** A row of numbers; null is NaN. */
  public static double[] row(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(value -> value.isNull() ? Double.NaN : value.asDouble())
        .toArray();
  }

  /** Whole numbers. */
  public static int[] whole(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  /** Rows as a matrix of doubles. */
  public static INDArray matrix(JsonNode array) {
    return Nd4j.createFromArray(rows(array));
  }
}
