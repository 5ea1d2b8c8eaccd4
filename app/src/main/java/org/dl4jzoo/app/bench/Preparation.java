package org.dl4jzoo.app.bench;

/**
 * CPU seconds of the threads that prepare images, all together.
 *
 * @param threads how many there are
 * @param decoding reading and decoding, or finding pixels in the cache
 * @param augmentation varying images
 * @param copying scaling bytes into the batches' arrays
 */
record Preparation(int threads, double decoding, double augmentation, double copying) {

  /** The same a step. */
  Preparation over(int steps) {
    return new Preparation(threads, decoding / steps, augmentation / steps, copying / steps);
  }
}
