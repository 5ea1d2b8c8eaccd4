package org.dl4jzoo.app.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.data.file.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures, where this Java can draw text. Small installations have no font: then there is no
 * picture and a warning, and nothing else is lost.
 */
final class Drawing {

  private static final Logger LOG = LoggerFactory.getLogger(Drawing.class);
  private static final boolean POSSIBLE = canDrawText();

  private Drawing() {}

  /** Writes a picture; the content is not called where it cannot be drawn. */
  static void write(Path png, AtomicFile.Content picture) {
    if (POSSIBLE) {
      OutputFile.write(png, picture);
    } else {
      LOG.warn("{} is not drawn: this Java finds no font; install fontconfig and a font", png);
    }
  }

  /** Draws a picture; it is not asked for, and empty, where it cannot be drawn. */
  static Optional<BufferedImage> image(Supplier<BufferedImage> picture) {
    return POSSIBLE ? Optional.of(picture.get()) : Optional.empty();
  }

  /**
   * Where fonts are missing, AWT throws whatever comes first: several kinds of Error, or an NPE.
   */
  private static boolean canDrawText() {
    System.setProperty("java.awt.headless", "true");
    try {
      Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      graphics.setFont(Charts.font(Font.PLAIN, 12));
      int width = graphics.getFontMetrics().stringWidth("x");
      graphics.dispose();
      return width > 0;
    } catch (LinkageError | InternalError | RuntimeException noFonts) {
      LOG.debug("no text can be drawn", noFonts);
      return false;
    }
  }
}
