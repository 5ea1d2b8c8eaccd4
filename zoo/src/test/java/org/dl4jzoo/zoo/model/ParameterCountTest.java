package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.dl4jzoo.zoo.net.summary.ModelSummary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Trainable parameters (torchvision's num_params, the papers) and all parameters with running
 * statistics (Keras's totals), for 1000 and for 5 classes.
 */
class ParameterCountTest {

  @ParameterizedTest
  @CsvSource({
    "alexnet, 61100840, 61100840, 57024325, 57024325",
    "vgg11, 132863336, 132863336, 128786821, 128786821",
    "vgg13, 133047848, 133047848, 128971333, 128971333",
    "vgg16, 138357544, 138357544, 134281029, 134281029",
    "vgg19, 143667240, 143667240, 139590725, 139590725",
    "vgg11-bn, 132868840, 132874344, 128792325, 128797829",
    "vgg13-bn, 133053736, 133059624, 128977221, 128983109",
    "vgg16-bn, 138365992, 138374440, 134289477, 134297925",
    "vgg19-bn, 143678248, 143689256, 139601733, 139612741",
    "googlenet, 6998552, 6998552, 5978677, 5978677",
    "googlenet-bn, 6624904, 6639464, 5605029, 5619589",
    "resnet18, 11689512, 11699112, 11179077, 11188677",
    "resnet34, 21797672, 21814696, 21287237, 21304261",
    "resnet50, 25557032, 25610152, 23518277, 23571397",
    "resnet101, 44549160, 44654504, 42510405, 42615749",
    "resnet152, 60192808, 60344232, 58154053, 58305477",
    "wide-resnet50-2, 68883240, 68951464, 66844485, 66912709",
    "resnext50-32x4d, 25028904, 25097128, 22990149, 23058373",
    "densenet121, 7978856, 8062504, 6958981, 7042629",
    "densenet169, 14149480, 14307880, 12492805, 12651205",
    "densenet201, 20013928, 20242984, 18102533, 18331589",
    "mobilenetv2, 3504872, 3538984, 2230277, 2264389"
  })
  void counts_equal_the_published_ones(
      String name, long trainable, long total, long trainableOfFive, long totalOfFive) {
    Architecture architecture = Models.named(name);
    assertCounts(architecture, ModelOptions.of(architecture, 1000), trainable, total);
    assertCounts(architecture, ModelOptions.of(architecture, 5), trainableOfFive, totalOfFive);
  }

  @ParameterizedTest
  @CsvSource({
    "0.35, 1677128, 1691208, 402533, 416613",
    "0.5, 1968680, 1987224, 694085, 712629",
    "0.75, 2636424, 2663064, 1361829, 1388469",
    "1.0, 3504872, 3538984, 2230277, 2264389",
    "1.3, 5386792, 5431048, 3730117, 3774373",
    "1.4, 6108776, 6156712, 4324741, 4372677"
  })
  void mobilenet_counts_equal_kerass_for_every_alpha(
      double alpha, long trainable, long total, long trainableOfFive, long totalOfFive) {
    Architecture architecture = Models.named("mobilenetv2");
    assertCounts(architecture, withAlpha(architecture, 1000, alpha), trainable, total);
    assertCounts(architecture, withAlpha(architecture, 5, alpha), trainableOfFive, totalOfFive);
  }

  /** Keras's convolutions have biases. */
  @ParameterizedTest
  @CsvSource({
    "resnet50, 25583592, 25636712, 23544837, 23597957",
    "resnet101, 44601832, 44707176, 42563077, 42668421",
    "resnet152, 60268520, 60419944, 58229765, 58381189"
  })
  void resnet_counts_in_kerass_form_equal_kerass(
      String name, long trainable, long total, long trainableOfFive, long totalOfFive) {
    Architecture architecture = Models.named(name);
    ModelOptions keras = ModelOptions.of(architecture, 1000).withPadding(PaddingStyle.TF);
    ModelOptions kerasOfFive = ModelOptions.of(architecture, 5).withPadding(PaddingStyle.TF);
    assertCounts(architecture, keras, trainable, total);
    assertCounts(architecture, kerasOfFive, trainableOfFive, totalOfFive);
  }

  @ParameterizedTest
  @CsvSource({"28, 1, 10, 61706", "32, 1, 10, 61706", "224, 3, 5, 5406861"})
  void lenet_counts_equal_those_of_its_figure(int size, int channels, int classes, long count) {
    Architecture architecture = Models.named("lenet5");
    ModelOptions options =
        ModelOptions.of(architecture, classes).withImage(new ImageShape(size, size, channels));
    assertCounts(architecture, options, count, count);
  }

  @ParameterizedTest
  @CsvSource({
    "googlenet, 13378280, 13378280, 10318655, 10318655",
    "googlenet-bn, 13004888, 13019960, 9945263, 9960335"
  })
  void googlenet_counts_with_auxiliary_heads(
      String name, long trainable, long total, long trainableOfFive, long totalOfFive) {
    Architecture architecture = Models.named(name);
    assertCounts(architecture, withHeads(architecture, 1000), trainable, total);
    assertCounts(architecture, withHeads(architecture, 5), trainableOfFive, totalOfFive);
  }

  private static ModelOptions withAlpha(Architecture architecture, int classes, double alpha) {
    ImageShape image = architecture.info().image();
    return new ModelOptions(
        image, classes, true, FeaturePooling.NONE, null, PaddingStyle.TORCH, alpha, null, false);
  }

  private static ModelOptions withHeads(Architecture architecture, int classes) {
    ImageShape image = architecture.info().image();
    return new ModelOptions(
        image, classes, true, FeaturePooling.NONE, null, PaddingStyle.TORCH, null, null, true);
  }

  private static void assertCounts(
      Architecture architecture, ModelOptions options, long trainable, long total) {
    ModelSummary summary = Models.summary(architecture, options);
    assertThat(summary.trainable()).as("trainable").isEqualTo(trainable);
    assertThat(summary.total()).as("total").isEqualTo(total);
    assertThat(countedByDeeplearning4j(architecture, options)).as("in the graph").isEqualTo(total);
  }

  /** From the configuration alone: no array of VGG's size is allocated. */
  private static long countedByDeeplearning4j(Architecture architecture, ModelOptions options) {
    ComputationGraphConfiguration graph =
        Models.configure(
            architecture, options, Engine.fastest(), new NeuralNetConfiguration.Builder());
    return graph.getVertices().values().stream()
        .filter(LayerVertex.class::isInstance)
        .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
        .mapToLong(ParameterCountTest::parameters)
        .sum();
  }

  private static long parameters(Layer layer) {
    return layer.initializer().numParams(layer);
  }
}
