package org.dl4jzoo.data.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC;

import java.util.random.RandomGenerator;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * The order of torchvision's reference trainings for classification: RandomResizedCrop, then every
 * other image mirrored, then what a policy draws. Every pixel is that of torchvision on Pillow.
 */
public final class PolicyAugmenter implements Augmenter {

  private final int height;
  private final int width;
  private final int outHeight;
  private final int outWidth;
  private final int channels;
  private final Policy policy;
  private final PixelEditor editor;

  /** Images of height · width · channels bytes become outHeight · outWidth · channels. */
  public PolicyAugmenter(
      int height, int width, int outHeight, int outWidth, int channels, Policy policy) {
    this.height = height;
    this.width = width;
    this.outHeight = outHeight;
    this.outWidth = outWidth;
    this.channels = channels;
    this.policy = policy;
    this.editor = new PixelEditor(outHeight, outWidth, channels);
  }

  @Override
  public byte[] apply(byte[] pixels, RandomGenerator random) {
    Box box = Box.randomCrop(height, width, random);
    byte[] varied = cropped(pixels, box, random.nextBoolean());
    for (Change change : policy.draw(random)) {
      varied = editor.apply(varied, change);
    }
    return varied;
  }

  /** A part of the image, resized to the network's size. */
  byte[] cropped(byte[] pixels, Box box, boolean mirrored) {
    try (Mat image = new Mat(height, width, CV_8UC(channels));
        Rect place = new Rect(box.left(), box.top(), box.width(), box.height());
        Mat part = image.apply(place)) {
      image.data().put(pixels);
      byte[] resized = Bilinear.resized(part, Span.whole(outHeight), Span.whole(outWidth));
      return mirrored ? Pixels.mirrored(resized, outWidth, channels) : resized;
    }
  }
}
