package org.dl4jzoo.data.image.file;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;
import org.bytedeco.opencv.opencv_core.Mat;

/** The first frame of a GIF, where it lies on its canvas; OpenCV cannot read the format. */
final class GifImage implements CheckedImage {

  private final byte[] file;
  private final GifStructure structure;
  private final ImageHeader header;

  GifImage(byte[] file) throws DamagedImageException {
    this.file = file;
    this.structure = GifStructure.read(file);
    this.header = structure.header();
  }

  @Override
  public ImageHeader header() {
    return header;
  }

  @Override
  public Mat decode(int side) throws IOException {
    ImageReader reader = JavaReader.GIF.create();
    BufferedImage frame = JavaReader.read(reader, file, () -> reader.read(0));
    Mat image = Opaque.onWhite(JavaPixels.toMat(frame));
    int outside = structure.transparent() ? JavaPixels.WHITE : structure.outside();
    return JavaPixels.onCanvas(
        image, structure.width(), structure.height(), structure.left(), structure.top(), outside);
  }
}
