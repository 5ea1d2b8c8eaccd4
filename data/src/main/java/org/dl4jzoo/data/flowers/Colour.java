package org.dl4jzoo.data.flowers;

import java.util.random.RandomGenerator;

/** A colour, each part from 0 to 1; larger values are cut off when the picture is finished. */
record Colour(double red, double green, double blue) {

  static Colour rgb(int rgb) {
    return new Colour((rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
  }

  /** This colour at 0, the other at 1. */
  Colour mixed(Colour other, double share) {
    return new Colour(
        red + (other.red - red) * share,
        green + (other.green - green) * share,
        blue + (other.blue - blue) * share);
  }

  Colour times(double factor) {
    return new Colour(red * factor, green * factor, blue * factor);
  }

  /** A neighbouring colour, each part changed on its own by up to the given amount. */
  Colour varied(RandomGenerator random, double amount) {
    return new Colour(
        red + Chance.between(random, -amount, amount),
        green + Chance.between(random, -amount, amount),
        blue + Chance.between(random, -amount, amount));
  }
}
