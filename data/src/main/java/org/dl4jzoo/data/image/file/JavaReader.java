package org.dl4jzoo.data.image.file;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/** Readers of ImageIO, by who made them: several may read one format, each in its own way. */
enum JavaReader {
  JPEG("com.sun.imageio.plugins.jpeg"),
  GIF("com.sun.imageio.plugins.gif"),
  BMP("com.sun.imageio.plugins.bmp"),
  TIFF("com.twelvemonkeys.imageio.plugins.tiff"),
  WEBP("com.twelvemonkeys.imageio.plugins.webp");

  private final String maker;

  JavaReader(String maker) {
    this.maker = maker;
  }

  /** A new reader; it has to be disposed of. */
  ImageReader create() throws IOException {
    Iterator<ImageReaderSpi> providers =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
    while (providers.hasNext()) {
      ImageReaderSpi provider = providers.next();
      if (provider.getPluginClassName().startsWith(maker + ".")) {
        return provider.createReaderInstance();
      }
    }
    throw new IllegalStateException("there is no image reader of " + maker);
  }

  /** Has a reader read from a file in memory, then disposes of it. */
  static <T> T read(ImageReader reader, byte[] file, Reading<T> reading) throws IOException {
    try (ImageInputStream stream = new ByteArrayImageInputStream(file)) {
      reader.setInput(stream, true, true);
      return reading.read();
    } finally {
      reader.dispose();
    }
  }

  /** What is read. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }
}
