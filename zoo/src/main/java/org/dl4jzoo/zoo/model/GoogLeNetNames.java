package org.dl4jzoo.zoo.model;

import java.util.List;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.NameScheme;

/** What published weights of GoogLeNet call its layers. */
final class GoogLeNetNames {

  private GoogLeNetNames() {}

  /** BVLC's reference model, as in the paper. */
  static LayerNames caffe() {
    LayerNames.Builder names =
        LayerNames.of(NameScheme.CAFFE)
            .layer("conv1", "conv1_7x7_s2")
            .layer("conv2.reduce", "conv2_3x3_reduce")
            .layer("conv2", "conv2_3x3");
    for (Inception row : Inception.TABLE_1) {
      String ours = "inception" + row.name();
      String theirs = "inception_" + row.name();
      names
          .layer(ours + ".branch1", theirs + "_1x1")
          .layer(ours + ".branch2.reduce", theirs + "_3x3_reduce")
          .layer(ours + ".branch2", theirs + "_3x3")
          .layer(ours + ".branch3.reduce", theirs + "_5x5_reduce")
          .layer(ours + ".branch3", theirs + "_5x5")
          .layer(ours + ".branch4", theirs + "_pool_proj");
    }
    for (int head : List.of(1, 2)) {
      names
          .layer("aux%d.conv".formatted(head), "loss%d_conv".formatted(head))
          .layer("aux%d.fc".formatted(head), "loss%d_fc".formatted(head))
          .layer("aux" + head, "loss%d_classifier".formatted(head));
    }
    return names.layer("classifier", "loss3_classifier").build();
  }

  /** torchvision's, with batch normalisation. */
  static LayerNames torchvision() {
    LayerNames.Builder names = LayerNames.of(NameScheme.TORCHVISION);
    convNorm(names, "conv1", "conv1");
    convNorm(names, "conv2.reduce", "conv2");
    convNorm(names, "conv2", "conv3");
    for (Inception row : Inception.TABLE_1) {
      String name = "inception" + row.name();
      convNorm(names, name + ".branch1", name + ".branch1");
      convNorm(names, name + ".branch2.reduce", name + ".branch2.0");
      convNorm(names, name + ".branch2", name + ".branch2.1");
      convNorm(names, name + ".branch3.reduce", name + ".branch3.0");
      convNorm(names, name + ".branch3", name + ".branch3.1");
      convNorm(names, name + ".branch4", name + ".branch4.1");
    }
    for (String head : List.of("aux1", "aux2")) {
      convNorm(names, head + ".conv", head + ".conv");
      names.layer(head + ".fc", head + ".fc1").layer(head, head + ".fc2");
    }
    return names.layer("classifier", "fc").build();
  }

  private static void convNorm(LayerNames.Builder names, String ours, String theirs) {
    names.layer(ours, theirs + ".conv", theirs + ".bn");
  }
}
