package org.dl4jzoo.data;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Small images made by Java's own encoders, and one made by Pillow. */
public final class TestImages {

  private TestImages() {}

  /** An image of one colour. */
  public static BufferedImage plain(int width, int height, Color colour) {
    return halves(width, height, colour, colour);
  }

  /** One colour on the left, another on the right. */
  public static BufferedImage halves(int width, int height, Color left, Color right) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, (x < width / 2 ? left : right).getRGB());
      }
    }
    return image;
  }

  /** A picture unlike that of any other seed: a few blocks of random colours. */
  public static BufferedImage blocks(int width, int height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] colours = random.ints(16, 0, 0x1000000).toArray();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, colours[y * 4 / height * 4 + x * 4 / width]);
      }
    }
    return image;
  }

  /** The image as a file of a format: png, jpg, gif or bmp. */
  public static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, bytes)) {
      throw new IOException("no writer for " + format);
    }
    return bytes.toByteArray();
  }

  /** A JPEG with an EXIF orientation put in behind its first marker. */
  public static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0, //
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8, // big-endian, directory at 8
      0,
      1, // one entry
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0, // tag 274, one 16-bit number
      0,
      0,
      0,
      0
    };
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(jpeg, 0, 2);
    bytes.writeBytes(exif);
    bytes.write(jpeg, 2, jpeg.length - 2);
    return bytes.toByteArray();
  }

  /**
   * A CMYK JPEG of 16×16 pixels by Pillow 9; Pillow's own conversion to RGB gives (235, 24, 24) at
   * (2, 8) and (22, 216, 22) at (13, 8).
   */
  public static byte[] cmykJpeg() {
    return Base64.getDecoder()
        .decode(
            "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2Rj"
                + "csLUBXQUZMTlJTUjI+WmFaUGBKUVJP/8AAFAgAEAAQBEMRAE0RAFkRAEsRAP/EABgAAAMBAQAAAAAAAAAA"
                + "AAAAAAAECAYH/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAA4EQwBNAFkASwAAPwDpzAMA6EnJRoJqNTkDic"
                + "lGgm//2Q==");
  }

  /** Writes a file, with the folders it needs. */
  public static Path write(Path file, byte[] contents) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, contents);
  }

  /** A folder of so many different pictures in each class, PNG, 16×16 pixels. */
  public static Path folder(Path root, int perClass, String... classes) throws IOException {
    for (int label = 0; label < classes.length; label++) {
      for (int i = 0; i < perClass; i++) {
        byte[] png = encode(blocks(16, 16, label * 1_000_000L + i), "png");
        write(root.resolve(classes[label]).resolve("%04d.png".formatted(i)), png);
      }
    }
    return root;
  }
}
