package org.dl4jzoo.data.image;

/**
 * The operations of TrivialAugment and RandAugment, in torchvision's order. What a magnitude means
 * stands at each.
 */
public enum Operation {
  /** Nothing. */
  IDENTITY,
  /** Rows slide sideways: by magnitude times their number to the left. */
  SHEAR_X,
  /** Columns slide: by magnitude times their number upwards. */
  SHEAR_Y,
  /** By whole pixels to the right; the fraction is dropped. */
  TRANSLATE_X,
  /** By whole pixels downwards; the fraction is dropped. */
  TRANSLATE_Y,
  /** By degrees anticlockwise, around the middle. */
  ROTATE,
  /** Distance to black times 1 + magnitude. */
  BRIGHTNESS,
  /** Distance of each pixel to its own grey times 1 + magnitude. */
  COLOR,
  /** Distance to the image's mean grey times 1 + magnitude. */
  CONTRAST,
  /** Distance to the smoothed image times 1 + magnitude. */
  SHARPNESS,
  /** Only the magnitude's highest bits of a value are kept. */
  POSTERIZE,
  /** Values from the magnitude on are inverted. */
  SOLARIZE,
  /** Each channel is stretched to the whole range. */
  AUTO_CONTRAST,
  /** Each channel gets a histogram as even as can be. */
  EQUALIZE
}
