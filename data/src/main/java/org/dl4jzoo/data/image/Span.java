package org.dl4jzoo.data.image;

/**
 * The part of one side of a resized image that is wanted.
 *
 * @param size pixels of the whole side after resizing
 * @param from the first wanted one of them
 * @param count how many are wanted
 */
record Span(long size, long from, int count) {

  /** The whole side. */
  static Span whole(int size) {
    return new Span(size, 0, size);
  }

  /** The middle of a side; of two middles that with the even start, as Python rounds. */
  static Span middle(long size, int count) {
    return new Span(size, (long) Math.rint((size - count) / 2.0), count);
  }
}
