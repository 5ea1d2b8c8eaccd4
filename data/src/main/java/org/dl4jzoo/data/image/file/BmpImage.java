package org.dl4jzoo.data.image.file;

import static org.dl4jzoo.data.image.file.Bytes.littleEndian32;
import static org.dl4jzoo.data.image.file.Bytes.putLittleEndian32;

import java.io.IOException;
import javax.imageio.ImageReader;
import org.bytedeco.opencv.opencv_core.Mat;

/** BMPs by Java's reader: OpenCV's gives other colours for 16 bits a pixel, and drops alpha. */
final class BmpImage implements CheckedImage {

  private static final int FILE_BYTES = 2;
  private static final int PIXELS_AT = 10;
  private static final int SECOND_HEADER = 14;
  private static final int PIXEL_BYTES = 34;

  /** Length of Windows' first header. */
  private static final int INFO_HEADER = 40;

  private final byte[] file;
  private final ImageHeader header;

  BmpImage(byte[] file) throws DamagedImageException {
    this.file = file;
    this.header = BmpStructure.read(file);
  }

  @Override
  public ImageHeader header() {
    return header;
  }

  @Override
  public Mat decode(int side) throws IOException {
    byte[] plain = withoutClaims(withoutOs2Fields(file));
    ImageReader reader = JavaReader.BMP.create();
    return JavaPixels.toMat(JavaReader.read(reader, plain, () -> reader.read(0)));
  }

  /**
   * OS/2's second header is Windows' first one with more behind it, of which Java knows nothing.
   */
  private static byte[] withoutOs2Fields(byte[] file) {
    if (littleEndian32(file, SECOND_HEADER) != BmpStructure.OS2_HEADER) {
      return file.clone();
    }
    int less = BmpStructure.OS2_HEADER - INFO_HEADER;
    byte[] plain = new byte[file.length - less];
    System.arraycopy(file, 0, plain, 0, SECOND_HEADER + INFO_HEADER);
    System.arraycopy(
        file,
        SECOND_HEADER + BmpStructure.OS2_HEADER,
        plain,
        SECOND_HEADER + INFO_HEADER,
        file.length - SECOND_HEADER - BmpStructure.OS2_HEADER);
    putLittleEndian32(plain, PIXELS_AT, littleEndian32(file, PIXELS_AT) - less);
    putLittleEndian32(plain, SECOND_HEADER, INFO_HEADER);
    return plain;
  }

  /** The reader allocates what the header's lengths say; none need to be said. */
  private static byte[] withoutClaims(byte[] file) {
    putLittleEndian32(file, FILE_BYTES, file.length);
    if (littleEndian32(file, SECOND_HEADER) >= INFO_HEADER) {
      putLittleEndian32(file, PIXEL_BYTES, 0);
    }
    return file;
  }
}
