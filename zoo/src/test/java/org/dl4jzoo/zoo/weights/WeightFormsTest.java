package org.dl4jzoo.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Files in the forms in which people save them have the logits of the plain file, or are refused by
 * their right name. The forms take 900 MB, so they are made where they are wanted: by {@code
 * torch_forms.py FOLDER/torch} and {@code keras_forms.py FILE FOLDER/keras} of the shared cases,
 * with {@code ZOO_WEIGHT_FORMS} set to that folder.
 */
class WeightFormsTest {

  private static Path form(String name) {
    String folder = System.getenv("ZOO_WEIGHT_FORMS");
    assumeTrue(folder != null, "ZOO_WEIGHT_FORMS names no folder of weight files");
    Path path = Path.of(folder).resolve(name);
    assumeTrue(Files.exists(path), "no " + path);
    return path;
  }

  @ParameterizedTest
  @CsvSource({
    "dp.pth, 0",
    "imagenet_example.pth.tar, 0",
    "torchvision_reference_model_3.pth, 0",
    "timm_checkpoint.pth.tar, 0",
    "timm_noargs.pth.tar, 0",
    "ema_only.pth, 0",
    "compiled.pth, 0",
    "lightning.ckpt, 0",
    "pytorch_tutorial.tar, 0",
    "numpy_scalar.pth, 0",
    "half.pth, 2e-2",
    "bf16.pth, 1e-1",
    "no_tracked.pth, 0",
    "channels_last.pth, 0",
    "kuangliu_net.pth, 0",
    "weights_key.pth, 0"
  })
  void a_form_of_torch_has_the_logits_of_the_plain_file(String name, double tolerance) {
    INDArray expected = logits(form("torch/plain.pth"), "resnet18");
    assertClose(name, logits(form("torch/" + name), "resnet18"), expected, tolerance + 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"bf16, 1e-1", "f16, 2e-2", "prefix, 0"})
  void a_form_of_safetensors_has_the_logits_of_the_plain_file(String name, double tolerance) {
    INDArray expected = logits(form("keras/nometa.safetensors"), "resnet18");
    INDArray found = logits(form("keras/" + name + ".safetensors"), "resnet18");
    assertClose(name, found, expected, tolerance + 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "full_model.h5, 0",
    "vlen.h5, 0",
    "keras3_short_names.h5, 0",
    "float16.h5, 5e-2",
    "gzip.h5, 0",
    "latest.h5, 0",
    "model.weights.h5, 0",
    "model.keras, 0"
  })
  void a_form_of_keras_has_the_logits_of_the_published_file(String name, double tolerance) {
    INDArray expected = logits(SharedWeights.file(SharedWeights.MOBILENET_V2), "mobilenetv2");
    INDArray found = logits(form("keras/" + name), "mobilenetv2");
    assertClose(name, found, expected, tolerance + 1e-12);
  }

  @Test
  void a_backbone_alone_has_the_features_of_the_plain_file() {
    INDArray expected = features(form("torch/plain.pth"));
    assertClose("features", features(form("torch/backbone_only.pth")), expected, 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "torch/seq_head.pth, resnet18, fc.1.weight",
    "torch/one_output.pth, resnet18, fc.weight",
    "keras/nested_sequential.h5, mobilenetv2, dense/dense/kernel:0"
  })
  void another_top_is_taken_as_features_with_a_line(String name, String model, String head) {
    try (PretrainedWeights weights = PretrainedWeights.open(form(name), Models.named(model))) {
      assertThat(weights.options().includeTop()).isFalse();
      assertThat(weights.notes()).anyMatch(note -> note.contains(head));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "torch/whole_model.pth|torchvision.models.resnet.ResNet, which was not executed",
        "torch/scripted.pt|the file is a TorchScript archive",
        "keras/model.onnx|the file is an ONNX model",
        "keras/saved_model|a SavedModel of TensorFlow",
        "keras/saved_model/saved_model.pb|the file is a graph of TensorFlow",
        "keras/lfs_pointer.h5|the file is a pointer of Git LFS",
        "keras/html.h5|that begin with <!DOCTYPE html>",
        "keras/truncated.h5|the HDF5 file is damaged: it should have"
      })
  void a_form_that_is_not_read_is_refused_by_its_name(String name, String words) {
    Path file = form(name);
    assertThatThrownBy(() -> PretrainedWeights.open(file, Models.named("resnet18")))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessageContaining(words);
  }

  private static INDArray features(Path file) {
    Architecture architecture = Models.named("resnet18");
    try (PretrainedWeights weights = PretrainedWeights.open(file, architecture)) {
      ModelOptions options = Networks.pooled(weights.options().withIncludeTop(false), 64);
      ComputationGraph graph = Networks.random(architecture, options, 1);
      weights.load(graph, false);
      return graph.outputSingle(pixels());
    }
  }

  private static INDArray pixels() {
    float[] pixels = new float[64 * 64 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(i);
    }
    return Nd4j.create(pixels, new long[] {1, 64, 64, 3}, 'c');
  }

  private static INDArray logits(Path file, String model) {
    Architecture architecture = Models.named(model);
    try (PretrainedWeights weights = PretrainedWeights.open(file, architecture)) {
      ModelOptions options = weights.options().withImage(new ImageShape(64, 64, 3));
      ComputationGraph graph = Networks.random(architecture, options, 1);
      weights.load(graph, true);
      return Networks.logits(graph, pixels());
    }
  }
}
