package org.dl4jzoo.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.backend.SelectedBackend;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.Precision;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;

/**
 * A small prediction, and the training's classes that make a run for it. {@code scripts/zoo} starts
 * it once after a build and archives the classes that it loads, which later starts don't read and
 * verify again.
 */
final class Rehearsal {

  private static final String MODEL = "mobilenetv2";
  private static final int SIDE = 32;

  private Rehearsal() {}

  /** Rehearses, and exits with the code of the prediction. */
  public static void main(String[] args) throws IOException {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Path folder = Files.createTempDirectory("zoo-rehearsal");
    RunFolder run = new RunFolder(folder);
    Path image = folder.resolve("image.jpg");
    int exitCode;
    try {
      Main.run(nowhere, nowhere, "--help");
      SelectedBackend.select(Backend.CPU, null, List.of(0), Precision.FLOAT32);
      untrained().write(run.best());
      BufferedImage grey = new BufferedImage(SIDE, 2 * SIDE, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(grey, "jpg", image.toFile());
      exitCode =
          Main.run(
              nowhere, nowhere, "predict", folder.toString(), image.toString(), "--backend=cpu");
    } finally {
      Files.deleteIfExists(image);
      Files.deleteIfExists(run.best());
      Files.delete(folder);
    }
    System.exit(exitCode);
  }

  private static Checkpoint untrained() {
    Architecture architecture = Models.named(MODEL);
    ImageShape image = new ImageShape(SIDE, SIDE, 3);
    ModelOptions options = ModelOptions.of(architecture, 2).withImage(image);
    Preprocessing preprocessing = new Preprocessing(SIDE, SIDE, 3, Resize.SQUASH, Scale.TF);
    return new Checkpoint(
        Models.network(architecture, options, Execution.on(Backend.CPU.engine(null)), 1),
        TrainingState.start(),
        new ModelCard(MODEL, options, preprocessing, List.of("one", "other"), null, null));
  }
}
