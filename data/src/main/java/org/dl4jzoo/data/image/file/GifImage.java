package org.dl4jzoo.data.image.file;

import com.twelvemonkeys.imageio.util.ProgressListenerBase;
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
    BufferedImage frame = frame();
    Mat image = Opaque.onWhite(JavaPixels.toMat(frame));
    int outside = structure.transparent() ? JavaPixels.WHITE : structure.outside();
    return JavaPixels.onCanvas(
        image, structure.width(), structure.height(), structure.left(), structure.top(), outside);
  }

  private BufferedImage frame() throws IOException {
    ImageReader reader = JavaReader.GIF.create();
    Progress progress = new Progress();
    reader.addIIOReadProgressListener(progress);
    BufferedImage frame = JavaReader.read(reader, file, () -> reader.read(0));
    if (progress.percentage < 100) {
      throw new DamagedImageException("it is cut off");
    }
    return frame;
  }

  /** How much of a frame was read: the reader is content with less than all of it. */
  private static final class Progress extends ProgressListenerBase {

    private float percentage;

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
      percentage = percentageDone;
    }
  }
}
