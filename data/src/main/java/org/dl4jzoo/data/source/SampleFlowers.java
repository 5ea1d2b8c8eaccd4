package org.dl4jzoo.data.source;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dl4jzoo.data.ParallelSteps;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.file.AtomicFolder;
import org.dl4jzoo.data.file.ContentDigest;
import org.dl4jzoo.data.flowers.FlowerKind;

/**
 * The embedded data set: {@value #PER_CLASS} drawn pictures of each of five kinds of flowers,
 * 224×224 pixels. The kinds share their colours, backgrounds and clutter, and flowers lie anywhere
 * in any size, so that it takes shape to tell them apart. The pixels are the same on every system.
 */
public final class SampleFlowers {

  /** Pictures of each kind. */
  static final int PER_CLASS = 160;

  private SampleFlowers() {}

  /**
   * Draws the pictures on first use, which takes some seconds.
   *
   * @param cache folder below which the data set is kept
   * @return the folder with one sub-folder a class
   * @throws IOException if they cannot be written; nothing is left behind then
   */
  public static Path ensure(Path cache, Progress progress) throws IOException {
    AtomicFolder.clearLeftOvers(cache);
    Path folder = cache.resolve("sample-" + fingerprint());
    if (!Files.isDirectory(folder)) {
      AtomicFolder.create(folder, temporary -> draw(temporary, progress));
    }
    return folder;
  }

  /**
   * Tells the pictures apart from those that another version of the drawing left in the cache, by
   * the first one of each kind.
   */
  private static String fingerprint() {
    int[] pixels =
        Arrays.stream(FlowerKind.values())
            .parallel()
            .flatMapToInt(kind -> Arrays.stream(kind.draw(0)))
            .toArray();
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * pixels.length);
    bytes.asIntBuffer().put(pixels);
    return ContentDigest.of(bytes.array()).substring(0, 8);
  }

  private static void draw(Path folder, Progress progress) throws IOException {
    FlowerKind[] kinds = FlowerKind.values();
    for (FlowerKind kind : kinds) {
      Files.createDirectory(folder.resolve(kind.className()));
    }
    List<Picture> pictures =
        Arrays.stream(kinds)
            .flatMap(
                kind -> IntStream.range(0, PER_CLASS).mapToObj(number -> new Picture(kind, number)))
            .toList();
    progress.start("Drawing sample flowers", pictures.size());
    ParallelSteps steps = new ParallelSteps(progress);
    try {
      ParallelSteps.forEach(pictures, picture -> steps.counted(picture.write(folder)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    progress.done();
  }

  private record Picture(FlowerKind kind, int number) {

    Path write(Path folder) {
      int side = FlowerKind.SIDE;
      BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
      image.setRGB(0, 0, side, side, kind.draw(number), 0, side);
      Path file = folder.resolve(kind.className()).resolve("%03d.png".formatted(number));
      try {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", png)) {
          throw new IllegalStateException("this Java platform cannot write PNG");
        }
        return Files.write(file, png.toByteArray());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
