package org.dl4jzoo.zoo.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The devices on which this process computes networks, if it was given any. One is opened when it
 * is first asked for, and belongs to the process until that ends.
 */
public final class CurrentDevice {

  private static List<Supplier<Device>> openers = List.of();
  private static List<Device> opened = new ArrayList<>();

  private CurrentDevice() {}

  /**
   * Gives the process devices, the first of which computes what needs but one. If it has these
   * already, they stay open: a training on each of several folds takes the same ones.
   *
   * @param newOpeners equal to those of before if they open the same devices
   */
  public static synchronized void choose(List<Supplier<Device>> newOpeners) {
    if (newOpeners.equals(openers)) {
      return;
    }
    openers = List.copyOf(newOpeners);
    opened = new ArrayList<>();
  }

  /** The first device; empty where the CPU computes. */
  public static synchronized Optional<Device> get() {
    return open(1).stream().findFirst();
  }

  /** All devices; empty where the CPU computes. */
  public static synchronized List<Device> all() {
    return List.copyOf(open(openers.size()));
  }

  private static List<Device> open(int count) {
    while (opened.size() < Math.min(count, openers.size())) {
      opened.add(openers.get(opened.size()).get());
    }
    return opened;
  }
}
