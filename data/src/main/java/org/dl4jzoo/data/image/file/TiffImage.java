package org.dl4jzoo.data.image.file;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.bytedeco.opencv.opencv_core.Mat;

/** The first page of a TIFF by TwelveMonkeys' reader; a large one is read with gaps. */
final class TiffImage implements CheckedImage {

  /** Java's heap holds a page while it is decoded, in bytes. */
  private static final long MOST_BYTES = 300_000_000;

  private final byte[] file;
  private final TiffStructure structure;
  private final ImageHeader header;

  TiffImage(byte[] file) throws DamagedImageException {
    this.file = file;
    this.structure = TiffStructure.read(file);
    this.header = structure.header();
  }

  @Override
  public ImageHeader header() {
    return header;
  }

  @Override
  public Mat decode(int side) throws IOException {
    ImageReader reader = JavaReader.TIFF.create();
    BufferedImage page = JavaReader.read(reader, file, () -> reader.read(0, param(reader)));
    return structure.photometric() == TiffStructure.SEPARATED
        ? JavaPixels.cmykToMat(page.getRaster())
        : JavaPixels.toMat(page);
  }

  /** Asks for the numbers as they are stored. */
  private ImageReadParam param(ImageReader reader) throws IOException {
    ImageReadParam param = reader.getDefaultReadParam();
    int times = times();
    param.setSourceSubsampling(times, times, times / 2, times / 2);
    param.setDestinationType(reader.getRawImageType(0));
    return param;
  }

  private int times() {
    double bytes = (double) structure.width() * structure.height() * structure.pixelBytes();
    int times = 1;
    while (bytes / ((double) times * times) > MOST_BYTES) {
      times *= 2;
    }
    return times;
  }
}
