package org.dl4jzoo.app.report.page;

/**
 * Where a network looked in an image that it gave to the wrong class.
 *
 * @param predicted data URI of the image with what speaks for the class that was predicted
 * @param actual the same for the image's class
 */
public record Looked(String predicted, String actual) {

  /** Of two JPEGs. */
  public static Looked of(byte[] predicted, byte[] actual) {
    return new Looked(Gallery.dataUri(predicted), Gallery.dataUri(actual));
  }
}
