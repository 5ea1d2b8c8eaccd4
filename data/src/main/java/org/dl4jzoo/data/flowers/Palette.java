package org.dl4jzoo.data.flowers;

/** Petal colours; every kind of flower has several of them, and no colour tells the kind. */
final class Palette {

  static final Colour WHITE = Colour.rgb(0xf4f1ea);
  static final Colour CREAM = Colour.rgb(0xf1e3b5);
  static final Colour YELLOW = Colour.rgb(0xf5cd22);
  static final Colour ORANGE = Colour.rgb(0xee8a1f);
  static final Colour RED = Colour.rgb(0xc9232c);
  static final Colour PINK = Colour.rgb(0xea8fb0);
  static final Colour MAGENTA = Colour.rgb(0xb83280);
  static final Colour LILAC = Colour.rgb(0xa487d0);
  static final Colour BROWN = Colour.rgb(0x4a2d17);
  static final Colour GREEN = Colour.rgb(0x4b7f32);
  static final Colour DARK_GREEN = Colour.rgb(0x21421f);

  private Palette() {}
}
