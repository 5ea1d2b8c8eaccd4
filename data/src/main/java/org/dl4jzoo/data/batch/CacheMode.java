package org.dl4jzoo.data.batch;

/** Where decoded images are kept between epochs. The pixels are the same whatever is chosen. */
public enum CacheMode {
  /**
   * {@link #RAM} if half of the free heap holds all images, else {@link #DISK} if a quarter of the
   * free disk does, else {@link #NONE}.
   */
  AUTO,
  /** In the Java heap. */
  RAM,
  /** In files below the cache folder, found again by later runs. */
  DISK,
  /** Nowhere: every epoch decodes. */
  NONE
}
