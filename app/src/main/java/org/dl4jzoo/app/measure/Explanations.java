package org.dl4jzoo.app.measure;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.evaluate.LabelledPrediction;
import org.dl4jzoo.app.report.HeatMap;
import org.dl4jzoo.app.report.page.Looked;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSettings;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.zoo.model.GradCam;
import org.dl4jzoo.zoo.model.Models;

/** Where a network looked in images, by Grad-CAM. */
final class Explanations {

  private static final int SIDE = 144;

  private final GradCam gradCam;
  private final HeatMap heat;

  private Explanations(GradCam gradCam, HeatMap heat) {
    this.gradCam = gradCam;
    this.heat = heat;
  }

  /**
   * Explains predictions: why this class, and not the image's own; of a hit, why not the runner-up.
   *
   * @return by the path of the image; one that can't be read any more is left out
   */
  static Map<String, Looked> of(
      ComputationGraph network, ModelCard card, List<LabelledPrediction> predictions) {
    if (predictions.isEmpty()) {
      return Map.of();
    }
    Map<String, LabelledPrediction> byName = new HashMap<>();
    predictions.forEach(each -> byName.put(each.example().name(), each));
    Map<String, CompletableFuture<Optional<Looked>>> drawing = new LinkedHashMap<>();
    try (GradCam gradCam = GradCam.of(network, Models.named(card.model()), card.options());
        ImageBatches batches =
            new ImageBatches(
                predictions.stream().map(LabelledPrediction::example).toList(),
                BatchSettings.evaluation(card.preprocessing(), card.labels().size(), 1))) {
      Explanations explanations =
          new Explanations(gradCam, new HeatMap(card.preprocessing(), SIDE));
      for (Batch each : batches.epoch(0)) {
        try (Batch batch = each) {
          String name = batch.examples().get(0).name();
          drawing.put(name, explanations.of(batch, byName.get(name)));
        }
      }
    }
    Map<String, Looked> looked = new HashMap<>();
    drawing.forEach((name, drawn) -> drawn.join().ifPresent(found -> looked.put(name, found)));
    return looked;
  }

  /** Pictures are drawn while the network looks at the next image. */
  private CompletableFuture<Optional<Looked>> of(Batch batch, LabelledPrediction prediction) {
    int other = prediction.correct() ? prediction.runnerUp() : prediction.label();
    List<float[][]> maps = gradCam.maps(batch.images(), List.of(prediction.predicted(), other));
    return CompletableFuture.supplyAsync(() -> drawn(prediction, other, maps));
  }

  private Optional<Looked> drawn(LabelledPrediction prediction, int other, List<float[][]> maps) {
    try {
      BufferedImage image = heat.image(prediction.example().file());
      return Optional.of(Looked.of(drawn(image, maps.get(0)), other, drawn(image, maps.get(1))));
    } catch (UnreadableImageException goneMeanwhile) {
      return Optional.empty(); // the page shows it without
    }
  }

  private byte[] drawn(BufferedImage image, float[][] map) {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    try (ImageOutputStream memory = new MemoryCacheImageOutputStream(jpeg)) {
      ImageIO.write(heat.over(image, map), "jpg", memory);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // no disk is asked
    }
    return jpeg.toByteArray();
  }
}
