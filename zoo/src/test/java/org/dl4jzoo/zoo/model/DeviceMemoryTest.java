package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.training.DeviceMemory;
import org.dl4jzoo.zoo.training.GraphOnDevice;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class DeviceMemoryTest {

  private static final int BATCH = 4;

  @ParameterizedTest
  @CsvSource({"resnet18, FLOAT32", "mobilenetv2, FLOAT32", "resnet18, BFLOAT16"})
  void inference_allocates_what_is_told_beforehand(String name, MapType maps) {
    Architecture model = Models.named(name);
    ModelOptions options = ModelOptions.of(model, 5).withImage(ImageShape.rgb(32));
    Net net = Models.net(model, options);
    ComputationGraph network = Models.network(model, options, Execution.on(Engine.fastest()), 1);
    long told = DeviceMemory.inferenceBytes(net, network.numParams(), BATCH, maps);

    try (Device device = new HostDevice(maps)) {
      long before = device.memory().available();
      try (Inference inference =
          Inference.onDevice(network, net, net.outputs().get(0).value(), device)) {
        inference.of(Nd4j.rand(DataType.FLOAT, BATCH, 32, 32, 3));

        long taken = before - device.memory().available();
        assertThat(taken).isBetween(told / 2, told);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"resnet18, FLOAT32", "mobilenetv2, FLOAT32", "resnet18, BFLOAT16"})
  void what_is_told_beforehand_is_what_a_device_has_to_allocate(String name, MapType maps) {
    Architecture model = Models.named(name);
    ModelOptions options = ModelOptions.of(model, 5).withImage(ImageShape.rgb(32));
    Net net = Models.net(model, options);
    ComputationGraph network = Models.network(model, options, Execution.on(Engine.fastest()), 1);
    Training.prepare(network, TrainingSettings.of(Optimizer.ADAM, 1e-3));
    long told = DeviceMemory.trainingBytes(net, network.numParams(), BATCH, maps);

    try (Device device = new HostDevice(maps)) {
      long before = device.memory().available();
      try (GraphOnDevice steps = new GraphOnDevice(network, net, device)) {
        steps.learn(
            Nd4j.rand(DataType.FLOAT, BATCH, 32, 32, 3),
            Nd4j.ones(DataType.FLOAT, BATCH, 5),
            1,
            true);

        long taken = before - device.memory().available();
        assertThat(taken).isBetween(told * 6 / 10, told);
      }
    }
  }
}
