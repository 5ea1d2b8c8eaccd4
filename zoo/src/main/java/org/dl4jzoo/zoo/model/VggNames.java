package org.dl4jzoo.zoo.model;

import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.NameScheme;

/** What published weights of VGG call its layers. */
final class VggNames {

  private VggNames() {}

  /** Keras has columns D and E without batch normalisation. */
  static List<LayerNames> all(List<Integer> convolutions, boolean batchNorm, boolean inKeras) {
    List<LayerNames> all = new ArrayList<>();
    all.add(
        features(NameScheme.TORCHVISION, convolutions, batchNorm)
            .layer("fc1", "classifier.0")
            .layer("fc2", "classifier.3")
            .layer("classifier", "classifier.6")
            .build());
    all.add(
        features(NameScheme.TIMM, convolutions, batchNorm)
            .layer("fc1", "pre_logits.fc1")
            .layer("fc2", "pre_logits.fc2")
            .layer("classifier", "head.fc")
            .build());
    if (inKeras) {
      all.add(keras(convolutions));
    }
    return all;
  }

  /** PyTorch numbers everything: convolutions, batch norms, activations and pools. */
  private static LayerNames.Builder features(
      NameScheme scheme, List<Integer> convolutions, boolean batchNorm) {
    LayerNames.Builder names = LayerNames.of(scheme);
    int number = 0;
    for (int stage = 1; stage <= convolutions.size(); stage++) {
      for (int i = 1; i <= convolutions.get(stage - 1); i++) {
        String vertex = "stage%d.conv%d".formatted(stage, i);
        String conv = "features." + number;
        if (batchNorm) {
          names.layer(vertex, conv, "features." + (number + 1));
        } else {
          names.layer(vertex, conv);
        }
        number += batchNorm ? 3 : 2;
      }
      number++;
    }
    return names;
  }

  private static LayerNames keras(List<Integer> convolutions) {
    LayerNames.Builder names = LayerNames.of(NameScheme.KERAS);
    for (int stage = 1; stage <= convolutions.size(); stage++) {
      for (int i = 1; i <= convolutions.get(stage - 1); i++) {
        names.layer("stage%d.conv%d".formatted(stage, i), "block%d_conv%d".formatted(stage, i));
      }
    }
    return names.layer("fc1", "fc1").layer("fc2", "fc2").layer("classifier", "predictions").build();
  }
}
