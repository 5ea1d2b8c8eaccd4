package org.dl4jzoo.app.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.dl4jzoo.app.evaluate.Mistake;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.preprocess.ImageLoader;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;

/** Mistakes as a picture: each image with its class and the one it was given to. */
final class ContactSheet {

  private static final int COLUMNS = 6;
  private static final int SIDE = 200;
  private static final int GAP = 16;
  private static final int LINE = 19;
  private static final int TITLE = 56;

  /** Wide enough for the title above one or two images. */
  private static final int LEAST_WIDTH = 4 * (SIDE + GAP) + GAP;

  private static final int TILE_HEIGHT = SIDE + 2 * LINE + GAP + 8;

  /** That of the bars beside an image that is not square. */
  private static final Color BACKGROUND = Color.BLACK;

  private static final Color INK = new Color(0xEEEEEE);
  private static final Color RIGHT = new Color(0x81C784);
  private static final Color WRONG = new Color(0xFF8A80);

  private static final ImageLoader LOADER =
      new ImageLoader(new Preprocessing(SIDE, SIDE, 3, Resize.PAD, Scale.UNIT));

  private final Graphics2D graphics;
  private final List<String> classes;

  private ContactSheet(Graphics2D graphics, List<String> classes) {
    this.graphics = graphics;
    this.classes = classes;
  }

  /** Draws the sheet; the mistakes run in rows from the left. */
  static void write(Path png, String title, List<String> classes, List<Mistake> mistakes) {
    Drawing.write(png, out -> ImageIO.write(sheet(title, classes, mistakes), "png", out));
  }

  private static BufferedImage sheet(String title, List<String> classes, List<Mistake> mistakes) {
    int columns = Math.min(COLUMNS, mistakes.size());
    int rows = (mistakes.size() + columns - 1) / columns;
    int width = Math.max(LEAST_WIDTH, columns * (SIDE + GAP) + GAP);
    BufferedImage sheet =
        new BufferedImage(width, TITLE + rows * TILE_HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    new ContactSheet(graphics, classes).draw(width, sheet.getHeight(), columns, title, mistakes);
    graphics.dispose();
    return sheet;
  }

  private void draw(int width, int height, int columns, String title, List<Mistake> mistakes) {
    graphics.setColor(BACKGROUND);
    graphics.fillRect(0, 0, width, height);
    text("Most confident mistakes: " + title, GAP, 36, width - 2 * GAP, INK, Font.BOLD, 17);
    List<Optional<BufferedImage>> images =
        mistakes.parallelStream().map(mistake -> image(mistake.file())).toList();
    for (int i = 0; i < mistakes.size(); i++) {
      int x = GAP + (i % columns) * (SIDE + GAP);
      int y = TITLE + (i / columns) * TILE_HEIGHT;
      drawImage(images.get(i), x, y);
      drawText(mistakes.get(i), x, y);
    }
  }

  private void drawText(Mistake mistake, int x, int y) {
    String predicted =
        String.format(
            Locale.ROOT,
            "said %s, %.0f %%",
            classes.get(mistake.predicted()),
            100 * mistake.probability());
    text(predicted, x, y + SIDE + LINE, SIDE, WRONG, Font.BOLD, 14);
    String actual = "is " + classes.get(mistake.actual());
    text(actual, x, y + SIDE + 2 * LINE, SIDE, RIGHT, Font.PLAIN, 14);
  }

  private void drawImage(Optional<BufferedImage> image, int x, int y) {
    if (image.isPresent()) {
      graphics.drawImage(image.get(), x, y, null);
    } else {
      text("cannot be read", x + GAP, y + SIDE / 2, SIDE - 2 * GAP, INK, Font.PLAIN, 14);
    }
  }

  private static Optional<BufferedImage> image(Path file) {
    try {
      byte[] rgb = LOADER.load(file);
      BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
      image.getRaster().setPixels(0, 0, SIDE, SIDE, unsigned(rgb));
      return Optional.of(image);
    } catch (UnreadableImageException goneMeanwhile) {
      return Optional.empty();
    }
  }

  private static int[] unsigned(byte[] bytes) {
    int[] values = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = Byte.toUnsignedInt(bytes[i]);
    }
    return values;
  }

  /** Draws one line, cut with an ellipsis where it would be too wide. */
  private void text(String line, int x, int baseline, int width, Color color, int style, int size) {
    graphics.setFont(Charts.font(style, size));
    graphics.setColor(color);
    FontMetrics metrics = graphics.getFontMetrics();
    String shown = line;
    for (int end = line.length(); end > 0 && metrics.stringWidth(shown) > width; end--) {
      shown = line.substring(0, end) + "…";
    }
    graphics.drawString(shown, x, baseline);
  }
}
