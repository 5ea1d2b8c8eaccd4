package org.dl4jzoo.data.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.bytedeco.opencv.opencv_core.Mat;

/** The first frame of a GIF, on white; OpenCV cannot read the format. */
final class GifFrame {

  private GifFrame() {}

  static Mat decode(byte[] file) throws IOException {
    BufferedImage frame = read(file);
    BufferedImage bgr =
        new BufferedImage(frame.getWidth(), frame.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = bgr.createGraphics();
    graphics.drawImage(frame, 0, 0, Color.WHITE, null);
    graphics.dispose();
    byte[] pixels = ((DataBufferByte) bgr.getRaster().getDataBuffer()).getData();
    Mat image = new Mat(frame.getHeight(), frame.getWidth(), CV_8UC3);
    image.data().put(pixels);
    return image;
  }

  private static BufferedImage read(byte[] file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(stream, true, true);
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }
}
