package org.dl4jzoo.app;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** A small image folder: coloured squares on grey, a class a colour, no two images the same. */
public final class DrawnImages {

  private static final int SIZE = 32;
  private static final List<String> NAMES = List.of("blue", "green", "red");
  private static final List<Color> COLORS = List.of(Color.BLUE, Color.GREEN, Color.RED);

  private DrawnImages() {}

  /** Draws so many images of each of the first classes into a folder. */
  public static Path draw(Path folder, int classes, int imagesAClass) throws IOException {
    for (int label = 0; label < classes; label++) {
      Path directory = Files.createDirectories(folder.resolve(NAMES.get(label)));
      for (int i = 0; i < imagesAClass; i++) {
        Path file = directory.resolve("%02d.png".formatted(i));
        ImageIO.write(image(COLORS.get(label), i), "png", file.toFile());
      }
    }
    return folder;
  }

  private static BufferedImage image(Color color, int i) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(100 + i, 100 + i, 100 + i));
    graphics.fillRect(0, 0, SIZE, SIZE);
    graphics.setColor(color);
    graphics.fillRect(2 + i % 10, 2 + i % 7, 16, 16);
    graphics.dispose();
    return image;
  }
}
