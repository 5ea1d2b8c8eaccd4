package org.dl4jzoo.zoo.weights.file;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A weight file of PyTorch, h5py or scripts/make_weight_fixtures.py, and what that script says is
 * in it.
 */
record WeightFixture(Path path, List<Row> rows) {

  /** A tensor; values are null where it holds no floating-point numbers. */
  record Row(StoredTensor tensor, List<Float> values) {}

  static Path path(String name) {
    URL url = Objects.requireNonNull(WeightFixture.class.getResource("/weights/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static WeightFixture read(String name) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(path(name + ".txt"))) {
      String[] fields = line.split("\t", -1);
      List<Long> shape = words(fields[2], ",").stream().map(Long::valueOf).toList();
      StoredTensor tensor = new StoredTensor(fields[0], ElementType.valueOf(fields[1]), shape);
      rows.add(new Row(tensor, fields[3].equals("-") ? null : floats(fields[3])));
    }
    return new WeightFixture(path(name), rows);
  }

  private static List<Float> floats(String text) {
    return words(text, " ").stream().map(WeightFixture::number).toList();
  }

  private static float number(String text) {
    return switch (text) {
      case "inf" -> Float.POSITIVE_INFINITY;
      case "nan" -> Float.NaN;
      default -> Float.parseFloat(text);
    };
  }

  private static List<String> words(String text, String separator) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(separator));
  }
}
