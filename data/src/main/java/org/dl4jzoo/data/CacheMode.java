package org.dl4jzoo.data;

/** Where decoded images are kept between epochs. */
public enum CacheMode {
  AUTO,
  RAM,
  DISK,
  NONE
}
