package org.dl4jzoo.app.train.mix;

import java.util.SplittableRandom;
import org.dl4jzoo.data.Seeds;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * CutMix, arXiv:1905.04899, as in torchvision: a rectangle of each image is that of the image
 * before it in the batch, and the targets are mixed by its share of the area. Above frozen layers,
 * maps take the place of images.
 *
 * @param imageHeight rows of the images
 * @param imageWidth columns of the images
 * @param top first row of the rectangle
 * @param left first column of the rectangle
 * @param bottom row after its last one
 * @param right column after its last one
 */
record CutMix(int imageHeight, int imageWidth, int top, int left, int bottom, int right)
    implements BatchMix {

  private static final long PLACE = 2;

  /**
   * Draws the rectangle of a batch. Its middle is any pixel, and what of it lies outside is cut
   * off.
   *
   * @param alpha both parameters of the Beta distribution of the share that stays
   * @param seed decides what is drawn
   */
  static CutMix draw(double alpha, int imageHeight, int imageWidth, long seed) {
    double side = Math.sqrt(1 - Mixup.share(alpha, seed));
    SplittableRandom random = new SplittableRandom(Seeds.of(seed, PLACE));
    int x = random.nextInt(imageWidth);
    int y = random.nextInt(imageHeight);
    int halfWidth = (int) (side / 2 * imageWidth);
    int halfHeight = (int) (side / 2 * imageHeight);
    return new CutMix(
        imageHeight,
        imageWidth,
        Math.max(0, y - halfHeight),
        Math.max(0, x - halfWidth),
        Math.min(imageHeight, y + halfHeight),
        Math.min(imageWidth, x + halfWidth));
  }

  /** The share of the image itself. */
  double own() {
    return 1 - (double) ((bottom - top) * (right - left)) / (imageHeight * imageWidth);
  }

  @Override
  public INDArray images(INDArray images) {
    long count = images.size(0);
    if (own() == 1 || count < 2) {
      return images;
    }
    INDArrayIndex rows = NDArrayIndex.interval(top, bottom);
    INDArrayIndex columns = NDArrayIndex.interval(left, right);
    INDArrayIndex all = NDArrayIndex.all();
    INDArray last = images.get(NDArrayIndex.interval(count - 1, count), rows, columns, all);
    INDArray others = images.get(NDArrayIndex.interval(0, count - 1), rows, columns, all);
    INDArray mixed = images.dup('c');
    try (INDArray parts = Nd4j.concat(0, last, others)) {
      mixed.get(all, rows, columns, all).assign(parts);
    }
    return mixed;
  }

  @Override
  public INDArray targets(INDArray targets) {
    return new Mixup(own()).targets(targets);
  }
}
