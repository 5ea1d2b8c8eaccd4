package org.dl4jzoo.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.weights.Digest.Algorithm;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightCatalogTest {

  @Test
  void every_file_is_of_a_network_of_the_zoo() {
    assertThat(WeightCatalog.all()).extracting(PublishedWeights::model).isSubsetOf(Models.names());
  }

  @Test
  void every_network_has_weights() {
    assertThat(Models.names())
        .allSatisfy(model -> assertThat(WeightCatalog.of(model)).isNotEmpty());
  }

  @Test
  void names_of_a_network_and_files_are_unique() {
    assertThat(WeightCatalog.all()).extracting(PublishedWeights::fullName).doesNotHaveDuplicates();
    assertThat(WeightCatalog.all()).extracting(PublishedWeights::file).doesNotHaveDuplicates();
  }

  /** From torchvision 0.14 and keras-applications. */
  @ParameterizedTest
  @CsvSource({
    "alexnet, torchvision, alexnet-owt-7be5be79.pth, SHA256, 7be5be79, 56.522",
    "vgg16-bn, torchvision, vgg16_bn-6c64b313.pth, SHA256, 6c64b313, 73.36",
    "googlenet-bn, torchvision, googlenet-1378be20.pth, SHA256, 1378be20, 69.778",
    "resnet18, torchvision, resnet18-f37072fd.pth, SHA256, f37072fd, 69.758",
    "resnet34, torchvision, resnet34-b627a593.pth, SHA256, b627a593, 73.314",
    "resnet50, torchvision, resnet50-11ad3fa6.pth, SHA256, 11ad3fa6, 80.858",
    "resnet101, torchvision-v1, resnet101-63fe2227.pth, SHA256, 63fe2227, 77.374",
    "resnet152, torchvision, resnet152-f82ba261.pth, SHA256, f82ba261, 82.284",
    "wide-resnet50-2, torchvision, wide_resnet50_2-9ba9bcbe.pth, SHA256, 9ba9bcbe, 81.602",
    "resnext50-32x4d, torchvision, resnext50_32x4d-1a0047aa.pth, SHA256, 1a0047aa, 81.198",
    "densenet201, torchvision, densenet201-c1103571.pth, SHA256, c1103571, 76.896",
    "mobilenetv2, torchvision, mobilenet_v2-7ebf99e0.pth, SHA256, 7ebf99e0, 72.154",
    "vgg19, keras, vgg19_weights_tf_dim_ordering_tf_kernels.h5, MD5,"
        + "cbe5617147190e668d6c5d5026f83318, 71.3",
    "resnet152, keras, resnet152_weights_tf_dim_ordering_tf_kernels.h5, MD5,"
        + "100835be76be38e30d865e96f2aaae62, 76.6",
    "densenet121, keras, densenet121_weights_tf_dim_ordering_tf_kernels.h5, MD5,"
        + "9d60b8095a5708f2dcce2bca79d332c7, 75.0"
  })
  void hash_and_accuracy_are_the_published_ones(
      String model, String name, String file, Algorithm algorithm, String hex, double top1) {
    PublishedWeights weights = WeightCatalog.named(model, name);

    assertThat(weights.file()).isEqualTo(file);
    assertThat(weights.url().toString()).endsWith("/" + file);
    assertThat(weights.digest()).isEqualTo(new Digest(algorithm, hex));
    assertThat(weights.top1()).isEqualTo(top1);
  }

  @Test
  void torchvision_s_file_names_end_in_the_hash() {
    assertThat(WeightCatalog.all())
        .filteredOn(weights -> weights.source().equals("torchvision"))
        .hasSizeGreaterThanOrEqualTo(27)
        .allSatisfy(
            weights -> assertThat(weights.file()).endsWith("-" + weights.digest().hex() + ".pth"));
  }

  /** The docstring of keras-applications: 22 combinations, 1.3 and 1.4 at 224 only. */
  @Test
  void keras_has_mobilenetv2_of_22_widths_and_sizes_with_and_without_classifier() {
    assertThat(WeightCatalog.of("mobilenetv2"))
        .filteredOn(weights -> weights.source().equals("Keras Applications"))
        .hasSize(44)
        .filteredOn(weights -> weights.labels() == Labels.NONE)
        .hasSize(22)
        .allSatisfy(weights -> assertThat(weights.file()).endsWith("_no_top.h5"));
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenetv2, keras, TF, SQUASH",
    "vgg16, torchvision, TORCH, CROP",
    "googlenet, bvlc, BVLC, SQUASH",
    "googlenet-bn, torchvision, TF, CROP"
  })
  void imagenet_means_a_file_with_its_preprocessing(
      String model, String name, InputScale scale, ResizeRule resize) {
    PublishedWeights weights = WeightCatalog.defaultOf(model);

    assertThat(weights.name()).isEqualTo(name);
    assertThat(weights.info())
        .isEqualTo(
            new WeightsInfo(
                model,
                name,
                weights.source(),
                null,
                224,
                scale,
                resize,
                ImageNetClasses.names(),
                weights.top1(),
                weights.top5()));
  }

  @Test
  void a_network_has_one_default_at_most() {
    assertThat(WeightCatalog.all())
        .filteredOn(PublishedWeights::byDefault)
        .extracting(PublishedWeights::model)
        .doesNotHaveDuplicates()
        .hasSize(Models.names().size() - 1)
        .doesNotContain("lenet5");
  }

  @Test
  void keras_s_smaller_images_are_known() {
    assertThat(WeightCatalog.named("mobilenetv2", "keras-0.35-96").imageSize()).isEqualTo(96);
  }

  @Test
  void an_unknown_name_is_refused_with_those_there_are() {
    assertThatThrownBy(() -> WeightCatalog.named("resnet18", "keras"))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessage(
            "no weights of resnet18 are published as 'keras'; "
                + "there are torchvision, timm, timm-a1, timm-a2, timm-gluon");
  }

  @Test
  void a_network_without_imagenet_weights_says_so() {
    assertThatThrownBy(() -> WeightCatalog.defaultOf("lenet5"))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessage("no ImageNet weights of lenet5 are published; there are mnist");
  }

  @Test
  void a_file_is_recognised_by_its_name() {
    assertThat(WeightCatalog.recognise("vgg11-8a719046.pth"))
        .map(PublishedWeights::fullName)
        .contains("vgg11/torchvision");
    assertThat(WeightCatalog.recognise("my.pth")).isEmpty();
  }

  @Test
  void digits_are_named_and_a_missing_classifier_has_no_names() {
    assertThat(Labels.DIGITS.names())
        .isEqualTo(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    assertThat(Labels.NONE.names()).isEmpty();
  }

  @Test
  void a_hash_with_other_digits_is_refused() {
    assertThatThrownBy(() -> new Digest(Algorithm.MD5, "xyz"))
        .hasMessage("a hash has 8 to 32 hexadecimal digits; got xyz");
  }
}
