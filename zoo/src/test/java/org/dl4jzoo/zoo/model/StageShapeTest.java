package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.dl4jzoo.zoo.net.PaddingStyle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Height, width and channels after every stage for images of 224x224: the output sizes of the
 * papers' tables, and of torchvision where a paper has none.
 */
class StageShapeTest {

  @ParameterizedTest
  @CsvSource({
    "lenet5, c1, 28x28x6",
    "lenet5, s2, 14x14x6",
    "lenet5, c3, 10x10x16",
    "lenet5, s4, 5x5x16",
    "lenet5, c5, 1x1x120",
    "lenet5, f6, 1x1x84"
  })
  void lenet5_on_28x28(String model, String vertex, String shape) {
    assertShape(model, vertex, shape);
  }

  @ParameterizedTest
  @CsvSource({
    "alexnet, conv1, 55x55x64", "alexnet, pool1, 27x27x64", "alexnet, conv2, 27x27x192",
    "alexnet, pool2, 13x13x192", "alexnet, conv3, 13x13x384", "alexnet, conv4, 13x13x256",
    "alexnet, conv5, 13x13x256", "alexnet, pool5, 6x6x256", "alexnet, fc6, 1x1x4096",
    "alexnet, fc7, 1x1x4096"
  })
  void alexnet(String model, String vertex, String shape) {
    assertShape(model, vertex, shape);
  }

  @ParameterizedTest
  @CsvSource({
    "vgg16, stage1.conv2, 224x224x64",
    "vgg16, stage1.pool, 112x112x64",
    "vgg16, stage2.conv2, 112x112x128",
    "vgg16, stage2.pool, 56x56x128",
    "vgg16, stage3.conv3, 56x56x256",
    "vgg16, stage3.pool, 28x28x256",
    "vgg16, stage4.conv3, 28x28x512",
    "vgg16, stage4.pool, 14x14x512",
    "vgg16, stage5.conv3, 14x14x512",
    "vgg16, stage5.pool, 7x7x512",
    "vgg16, fc1, 1x1x4096",
    "vgg11, stage5.pool, 7x7x512",
    "vgg13, stage5.pool, 7x7x512",
    "vgg19, stage5.conv4, 14x14x512",
    "vgg11-bn, stage3.conv2, 56x56x256",
    "vgg13-bn, stage2.conv2, 112x112x128",
    "vgg16-bn, stage5.pool, 7x7x512",
    "vgg19-bn, stage4.conv4, 28x28x512"
  })
  void vgg(String model, String vertex, String shape) {
    assertShape(model, vertex, shape);
  }

  @ParameterizedTest
  @CsvSource({
    "conv1, 112x112x64",
    "pool1, 56x56x64",
    "conv2.reduce, 56x56x64",
    "conv2, 56x56x192",
    "pool2, 28x28x192",
    "inception3a, 28x28x256",
    "inception3b, 28x28x480",
    "pool3, 14x14x480",
    "inception4a, 14x14x512",
    "inception4b, 14x14x512",
    "inception4c, 14x14x512",
    "inception4d, 14x14x528",
    "inception4e, 14x14x832",
    "pool4, 7x7x832",
    "inception5a, 7x7x832",
    "inception5b, 7x7x1024",
    "pool5, 1x1x1024"
  })
  void googlenet(String vertex, String shape) {
    assertShape("googlenet", vertex, shape);
    assertShape("googlenet-bn", vertex, shape);
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18, conv1, 112x112x64",
    "resnet18, pool1, 56x56x64",
    "resnet18, conv2.block2, 56x56x64",
    "resnet18, conv3.block2, 28x28x128",
    "resnet18, conv4.block2, 14x14x256",
    "resnet18, conv5.block2, 7x7x512",
    "resnet34, conv2.block3, 56x56x64",
    "resnet34, conv3.block4, 28x28x128",
    "resnet34, conv4.block6, 14x14x256",
    "resnet34, conv5.block3, 7x7x512",
    "resnet34, pool5, 1x1x512",
    "resnet50, conv2.block1.conv1, 56x56x64",
    "resnet50, conv2.block3, 56x56x256",
    "resnet50, conv3.block1.conv1, 56x56x128",
    "resnet50, conv3.block1.conv2, 28x28x128",
    "resnet50, conv3.block4, 28x28x512",
    "resnet50, conv4.block6, 14x14x1024",
    "resnet50, conv5.block3, 7x7x2048",
    "resnet50, pool5, 1x1x2048",
    "resnet101, conv4.block23, 14x14x1024",
    "resnet152, conv3.block8, 28x28x512",
    "resnet152, conv4.block36, 14x14x1024",
    "wide-resnet50-2, conv2.block1.conv2, 56x56x128",
    "wide-resnet50-2, conv3.block1.conv1, 56x56x256",
    "wide-resnet50-2, conv3.block1.conv2, 28x28x256",
    "wide-resnet50-2, conv5.block3, 7x7x2048",
    "resnext50-32x4d, conv2.block1.conv2, 56x56x128",
    "resnext50-32x4d, conv3.block1.conv1, 56x56x256",
    "resnext50-32x4d, conv3.block1.conv2, 28x28x256",
    "resnext50-32x4d, conv5.block3, 7x7x2048"
  })
  void resnet(String model, String vertex, String shape) {
    assertShape(model, vertex, shape);
  }

  /** Keras's output shapes; its stride is on the first convolution. */
  @ParameterizedTest
  @CsvSource({
    "conv1, 112x112x64",
    "conv2.block3, 56x56x256",
    "conv3.block1.conv1, 28x28x128",
    "conv3.block4, 28x28x512",
    "conv5.block1.conv1, 7x7x512",
    "conv5.block3, 7x7x2048"
  })
  void resnet50_in_kerass_form(String vertex, String shape) {
    assertThat(OptionsOf.model("resnet50").padding(PaddingStyle.TF).layer(vertex).output())
        .hasToString(shape);
  }

  @ParameterizedTest
  @CsvSource({
    "densenet121, conv1, 112x112x64", "densenet121, pool1, 56x56x64",
    "densenet121, block1.layer6, 56x56x256", "densenet121, transition1.pool, 28x28x128",
    "densenet121, block2.layer12, 28x28x512", "densenet121, transition2.pool, 14x14x256",
    "densenet121, block3.layer24, 14x14x1024", "densenet121, transition3.pool, 7x7x512",
    "densenet121, block4.layer16, 7x7x1024", "densenet121, norm5, 7x7x1024",
    "densenet169, block3.layer32, 14x14x1280", "densenet169, block4.layer32, 7x7x1664",
    "densenet201, block3.layer48, 14x14x1792", "densenet201, block4.layer32, 7x7x1920"
  })
  void densenet(String model, String vertex, String shape) {
    assertShape(model, vertex, shape);
  }

  @ParameterizedTest
  @CsvSource({
    "stem, 112x112x32", "stage1.block1.project, 112x112x16", "stage2.block1.project, 56x56x24",
    "stage2.block2, 56x56x24", "stage3.block3, 28x28x32", "stage4.block4, 14x14x64",
    "stage5.block3, 14x14x96", "stage6.block3, 7x7x160", "stage7.block1.project, 7x7x320",
    "head, 7x7x1280", "pool, 1x1x1280"
  })
  void mobilenetv2(String vertex, String shape) {
    assertShape("mobilenetv2", vertex, shape);
  }

  private static void assertShape(String model, String vertex, String shape) {
    assertThat(OptionsOf.model(model).layer(vertex).output())
        .as("%s of %s", vertex, model)
        .hasToString(shape);
  }
}
