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
  private final Augmenter augmenter;
  private final PixelScaler scaler;
  private final Erasing erasing;
  private final PreparationTimes times = new PreparationTimes();
  private final ConcurrentSkipListMap<Integer, Unreadable> skipped = new ConcurrentSkipListMap<>();

  /**
   * Makes rows.
   *
   * @param views that each example has; null for the one that the settings describe
   */
  RowMaker(List<Example> examples, BatchSettings settings, InputViews views) {
    this.examples = examples;
    this.settings = settings;
    this.views = views == null ? 1 : views.count();
    Preprocessing preprocessing = settings.preprocessing();
    boolean varied = settings.augmentation() != Augmentation.OFF;
    ImageLoader loader =
        varied ? ImageLoader.beforeAugmentation(preprocessing) : new ImageLoader(preprocessing);
    this.source =
        views == null
            ? PixelSource.of(settings, loader, examples.size())
            : (index, example) -> views.pixels(example.file());
    this.augmenter = varied ? settings.augmentation().augmenter(loader, preprocessing) : null;
    this.scaler = new PixelScaler(preprocessing);
    this.erasing = new Erasing(settings.erase(), preprocessing);
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

  /** Values of all views of an example. */
  int rowBytes() {
    return views * settings.preprocessing().bytes();
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
