package org.dl4jzoo.data.image;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Brightness, contrast and saturation in any order.
 *
 * @param strength largest change of a factor
 */
record ColourJitter(double strength) implements Policy {

  @Override
  public List<Change> draw(RandomGenerator random) {
    List<Operation> left =
        new ArrayList<>(List.of(Operation.BRIGHTNESS, Operation.CONTRAST, Operation.COLOR));
    List<Change> changes = new ArrayList<>();
    while (!left.isEmpty()) {
      Operation next = left.remove(random.nextInt(left.size()));
      changes.add(new Change(next, strength * (2 * random.nextDouble() - 1)));
    }
    return changes;
  }
}
