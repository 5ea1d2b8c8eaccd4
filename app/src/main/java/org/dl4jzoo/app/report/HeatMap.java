package org.dl4jzoo.app.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.dl4jzoo.data.preprocess.ImageLoader;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Scale;

/** An image as a network sees it, with colours where something speaks for a class. */
public final class HeatMap {

  /** From what hardly counts to what counts most; the first is transparent. */
  private static final Color[] COLOURS = {
    new Color(0x3B0F70),
    new Color(0x8C2981),
    new Color(0xDE4968),
    new Color(0xFE9F6D),
    new Color(0xFCFDBF)
  };

  private static final double OPACITY = 0.72;

  private final int side;
  private final ImageLoader loader;

  /**
   * Draws on what the network's preprocessing leaves of an image.
   *
   * @param preprocessing of the network
   * @param side height and width of the pictures, in pixels
   */
  public HeatMap(Preprocessing preprocessing, int side) {
    this.side = side;
    this.loader =
        new ImageLoader(new Preprocessing(side, side, 3, preprocessing.resize(), Scale.UNIT));
  }

  /**
   * The image alone.
   *
   * @throws org.dl4jzoo.data.UnreadableImageException if it can't be read
   */
  public BufferedImage image(Path file) {
    byte[] rgb = loader.load(file);
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, rgb(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]));
    }
    return image;
  }

  private static int rgb(byte red, byte green, byte blue) {
    return Byte.toUnsignedInt(red) << 16
        | Byte.toUnsignedInt(green) << 8
        | Byte.toUnsignedInt(blue);
  }

  /**
   * The image with the map over it.
   *
   * @param image as {@link #image} gives it; stays as it is
   * @param map values in [0, 1], row by row, over the whole image
   */
  public BufferedImage over(BufferedImage image, float[][] map) {
    BufferedImage drawn = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double value = value(map, (y + 0.5) / side * map.length, (x + 0.5) / side * map[0].length);
        drawn.setRGB(x, y, mixed(new Color(image.getRGB(x, y)), value));
      }
    }
    return drawn;
  }

  /** Between the middles of four places. */
  private static double value(float[][] map, double row, double column) {
    int top = (int) Math.floor(row - 0.5);
    int left = (int) Math.floor(column - 0.5);
    double down = row - 0.5 - top;
    double right = column - 0.5 - left;
    double upper = (1 - right) * at(map, top, left) + right * at(map, top, left + 1);
    double lower = (1 - right) * at(map, top + 1, left) + right * at(map, top + 1, left + 1);
    return (1 - down) * upper + down * lower;
  }

  private static double at(float[][] map, int row, int column) {
    int inside = Math.min(map.length - 1, Math.max(0, row));
    return map[inside][Math.min(map[0].length - 1, Math.max(0, column))];
  }

  private static int mixed(Color pixel, double value) {
    double place = value * (COLOURS.length - 1);
    int lower = (int) Math.min(COLOURS.length - 2, Math.floor(place));
    double share = place - lower;
    double opacity = OPACITY * Math.sqrt(value);
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double heat =
          (1 - share) * (COLOURS[lower].getRGB() >> shift & 0xFF)
              + share * (COLOURS[lower + 1].getRGB() >> shift & 0xFF);
      double mixed = (1 - opacity) * (pixel.getRGB() >> shift & 0xFF) + opacity * heat;
      rgb |= (int) Math.round(mixed) << shift;
    }
    return rgb;
  }

  /**
   * Writes the image and the image with the map, side by side.
   *
   * @throws org.dl4jzoo.app.console.UsageException if it can't be written
   */
  public void write(Path png, Path file, float[][] map) {
    BufferedImage image = image(file);
    BufferedImage pair = new BufferedImage(2 * side, side, BufferedImage.TYPE_INT_RGB);
    pair.getRaster().setRect(image.getRaster());
    pair.getRaster().setRect(side, 0, over(image, map).getRaster());
    Drawing.write(png, out -> ImageIO.write(pair, "png", out));
  }
}
