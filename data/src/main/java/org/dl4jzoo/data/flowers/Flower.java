package org.dl4jzoo.data.flowers;

import java.util.random.RandomGenerator;

/**
 * One kind of flower. Kinds that begin alike don't share the beginning: each draws its random
 * numbers in an order of its own, which the pixels of every sample made so far depend on.
 */
interface Flower {

  /**
   * Paints one flower with its own random shape.
   *
   * @param place its middle, with its radius as the unit
   */
  void paint(Canvas canvas, Place place, RandomGenerator random);
}
