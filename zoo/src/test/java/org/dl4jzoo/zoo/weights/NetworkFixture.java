package org.dl4jzoo.zoo.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.names.NameScheme;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network of torchvision, timm or Keras: its tensors, and what it makes of two images. Made by
 * scripts/make_network_fixtures.py.
 *
 * @param size of the images; 0 if there are names and shapes only
 * @param outputs a row an image
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record NetworkFixture(
    String name,
    Architecture architecture,
    NameScheme scheme,
    int size,
    FormulaFile file,
    List<double[]> outputs) {

  private static final Path FOLDER = Path.of("src", "test", "resources", "networks");

  static List<NetworkFixture> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(NetworkFixture::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static NetworkFixture named(String name) {
    return read(FOLDER.resolve(name + ".tsv"));
  }

  private static NetworkFixture read(Path path) {
    Map<String, String> header = new LinkedHashMap<>();
    Map<String, FormulaFile.Values> tensors = new LinkedHashMap<>();
    List<double[]> outputs = new ArrayList<>();
    for (String line : lines(path)) {
      String[] cells = line.split("\t", -1);
      switch (cells[0]) {
        case "tensor" -> tensors.put(cells[1], tensor(cells));
        case "output" ->
            outputs.add(Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray());
        default -> header.put(cells[0], cells[1]);
      }
    }
    String name = path.getFileName().toString();
    return new NetworkFixture(
        name.substring(0, name.length() - ".tsv".length()),
        Models.named(header.get("model")),
        NameScheme.valueOf(header.get("scheme")),
        Integer.parseInt(header.getOrDefault("image", "0")),
        new FormulaFile(tensors),
        outputs);
  }

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FormulaFile.Values tensor(String[] cells) {
    List<Long> shape =
        cells[2].isEmpty()
            ? List.of()
            : Arrays.stream(cells[2].split(",", -1)).map(Long::valueOf).toList();
    double low = cells.length > 3 ? Double.parseDouble(cells[3]) : 0;
    double high = cells.length > 4 ? Double.parseDouble(cells[4]) : 0;
    return new FormulaFile.Values(cells[1], shape, low, high);
  }

  boolean hasOutputs() {
    return !outputs.isEmpty();
  }

  /** [2,size,size,3]. */
  INDArray images() {
    long[] shape = {outputs.size(), size, size, 3};
    List<Long> boxed = Arrays.stream(shape).boxed().toList();
    float[] values = FormulaFile.values(new FormulaFile.Values("image", boxed, -1, 1));
    return Nd4j.create(values, shape, 'c');
  }

  INDArray expected() {
    return Nd4j.create(outputs.toArray(double[][]::new)).castTo(Nd4j.defaultFloatingPointType());
  }

  @Override
  public String toString() {
    return name;
  }
}
