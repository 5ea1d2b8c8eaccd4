package org.dl4jzoo.data.flowers;

import java.util.random.RandomGenerator;

/** One kind of flower. */
interface Flower {

  /**
   * Paints one flower with its own random shape.
   *
   * @param place its middle, with its radius as the unit
   */
  void paint(Canvas canvas, Place place, RandomGenerator random);
}
