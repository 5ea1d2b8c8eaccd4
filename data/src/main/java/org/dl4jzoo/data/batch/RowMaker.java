package org.dl4jzoo.data.batch;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import org.dl4jzoo.data.Seeds;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.batch.PreparationTimes.Part;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Unreadable;
import org.dl4jzoo.data.image.Augmenter;
import org.dl4jzoo.data.image.Pixels;
import org.dl4jzoo.data.preprocess.ImageLoader;
import org.dl4jzoo.data.preprocess.PixelScaler;
import org.dl4jzoo.data.preprocess.Preprocessing;

/**
 * Makes one row of a batch: pixels, augmentation, floats, erasing. What is drawn depends only on
 * seed, epoch and the image's index. Safe for use by several threads.
 */
final class RowMaker {

  /** Erasing has random numbers of its own, so that it changes nothing of the augmentation. */
  private static final long ERASING = 1;

  private final List<Example> examples;
  private final BatchSettings settings;
  private final int views;
  private final PixelSource source;

  /** What the source's pixels are. */
  private final ImageLoader loaded;

  /** What is varied; smaller than what is loaded where rows are smaller than the network's. */
  private final ImageLoader sized;

  private final Preprocessing shape;
  private final Augmenter augmenter;
  private final PixelScaler scaler;
  private final Erasing erasing;
  private final PreparationTimes times;
  private final ConcurrentSkipListMap<Integer, Unreadable> skipped;

  private RowMaker(
      List<Example> examples,
      BatchSettings settings,
      int views,
      PixelSource source,
      ImageLoader loaded,
      Preprocessing shape,
      PreparationTimes times,
      ConcurrentSkipListMap<Integer, Unreadable> skipped) {
    this.examples = examples;
    this.settings = settings;
    this.views = views;
    this.source = source;
    this.loaded = loaded;
    this.sized = shape.equals(settings.preprocessing()) ? loaded : loader(settings, shape);
    this.shape = shape;
    this.augmenter =
        settings.augmentation() == Augmentation.OFF
            ? null
            : settings.augmentation().augmenter(sized, shape);
    this.scaler = new PixelScaler(shape);
    this.erasing = new Erasing(settings.erase(), shape);
    this.times = times;
    this.skipped = skipped;
  }

  /**
   * What makes rows.
   *
   * @param views that each example has; null for the one that the settings describe
   */
  static RowMaker of(List<Example> examples, BatchSettings settings, InputViews views) {
    ImageLoader loaded = loader(settings, settings.preprocessing());
    PixelSource source =
        views == null
            ? PixelSource.of(settings, loaded, examples.size())
            : (index, example) -> views.pixels(example.file());
    return new RowMaker(
        examples,
        settings,
        views == null ? 1 : views.count(),
        source,
        loaded,
        settings.preprocessing(),
        new PreparationTimes(),
        new ConcurrentSkipListMap<>());
  }

  private static ImageLoader loader(BatchSettings settings, Preprocessing shape) {
    return settings.augmentation() == Augmentation.OFF
        ? new ImageLoader(shape)
        : ImageLoader.beforeAugmentation(shape);
  }

  /** What makes the rows of an epoch, of the same pixels, where their size depends on it. */
  RowMaker in(int epoch) {
    if (settings.growing() == null) {
      return this;
    }
    Preprocessing ofEpoch = settings.growing().shape(epoch, shape);
    return ofEpoch.equals(shape)
        ? this
        : new RowMaker(examples, settings, views, source, loaded, ofEpoch, times, skipped);
  }

  /** Shape of the rows. */
  Preprocessing shape() {
    return shape;
  }

  /**
   * Fills the rows of an example.
   *
   * @param index place of the example in the list
   * @param row place of the example in the batch
   * @return false if the image cannot be read; it is then listed
   */
  boolean make(int epoch, int index, FloatBuffer batch, int row) {
    long start = times.now();
    byte[] pixels;
    try {
      pixels = source.pixels(index, examples.get(index));
    } catch (UnreadableImageException e) {
      skipped.putIfAbsent(index, new Unreadable(examples.get(index), e.reason()));
      return false;
    }
    start = times.add(Part.DECODING, start);
    if (augmenter != null) {
      pixels = sized(pixels);
      long seed = Seeds.of(settings.seed(), epoch, index);
      pixels = augmenter.apply(pixels, new SplittableRandom(seed));
      start = times.add(Part.AUGMENTATION, start);
    }
    scaler.apply(pixels, batch, row * rowBytes());
    start = times.add(Part.COPYING, start);
    if (settings.erase() > 0) {
      long seed = Seeds.of(settings.seed(), epoch, index, ERASING);
      erasing.apply(batch, row * rowBytes(), new SplittableRandom(seed));
      times.add(Part.AUGMENTATION, start);
    }
    return true;
  }

  /** Augmenters take single pixels of what they shrink, so that it is shrunk before. */
  private byte[] sized(byte[] pixels) {
    return sized == loaded
        ? pixels
        : Pixels.resized(
            pixels,
            loaded.height(),
            loaded.width(),
            shape.channels(),
            sized.height(),
            sized.width());
  }

  /** Values of all views of an example. */
  int rowBytes() {
    return views * shape.bytes();
  }

  /** Rows that an example has in the images of a batch. */
  int views() {
    return views;
  }

  PreparationTimes times() {
    return times;
  }

  List<Unreadable> skipped() {
    return List.copyOf(skipped.values());
  }
}
