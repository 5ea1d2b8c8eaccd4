package org.dl4jzoo.app.report.page;

/**
 * Where a network looked in an image.
 *
 * @param predicted data URI of the image with what speaks for the class that was predicted
 * @param otherClass index of the class that it was not given to: its own, or of one that was given
 *     to its own the runner-up
 * @param other data URI of the image with what speaks for that class
 */
public record Looked(String predicted, int otherClass, String other) {

  /** Of two JPEGs. */
  public static Looked of(byte[] predicted, int otherClass, byte[] other) {
    return new Looked(Gallery.dataUri(predicted), otherClass, Gallery.dataUri(other));
  }
}
