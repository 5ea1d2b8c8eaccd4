package org.dl4jzoo.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dl4jzoo.zoo.weights.file.FloatTensor;
import org.dl4jzoo.zoo.weights.file.Safetensors;

/** A file of random weights of LeNet-5 for 28×28 grey, with PyTorch's names. */
public final class RandomLeNet {

  private static final Map<String, List<Long>> SHAPES = new LinkedHashMap<>();

  static {
    layer("body.conv1", 6, 1, 5, 5);
    layer("body.conv2", 16, 6, 5, 5);
    layer("head.fc1", 120, 400);
    layer("head.fc2", 84, 120);
    layer("head.fc3", 10, 84);
  }

  private RandomLeNet() {}

  private static void layer(String name, long... shape) {
    SHAPES.put(name + ".weight", Arrays.stream(shape).boxed().toList());
    SHAPES.put(name + ".bias", List.of(shape[0]));
  }

  public static Path write(Path file, Map<String, String> metadata) throws IOException {
    Random random = new Random(1);
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    SHAPES.forEach(
        (name, shape) -> {
          float[] values =
              new float[shape.stream().mapToInt(Math::toIntExact).reduce(1, (a, b) -> a * b)];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() / 10;
          }
          tensors.put(name, new FloatTensor(shape, values));
        });
    Safetensors.write(file, tensors, metadata);
    return file;
  }
}
