package org.dl4jzoo.data.image;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** How much each {@link Operation} changes in each of {@value #BINS} steps. */
final class Magnitudes {

  static final int BINS = 31;

  /** RandAugment moves images of 331 pixels by 150 at most. */
  private static final double FARTHEST = 150 / 331.0;

  private static final List<Operation> OPERATIONS = List.of(Operation.values());

  /**
   * The magnitudes of an operation, evenly from the first to the last.
   *
   * @param signed whether half of them are negative
   */
  private record Row(double first, double last, boolean signed) {

    static Row upTo(double most) {
      return new Row(0, most, true);
    }
  }

  private final Map<Operation, Row> rows = new EnumMap<>(Operation.class);

  private Magnitudes(
      double shear, double right, double down, double degrees, double factor, int fewestBits) {
    Row none = new Row(0, 0, false);
    rows.put(Operation.IDENTITY, none);
    rows.put(Operation.SHEAR_X, Row.upTo(shear));
    rows.put(Operation.SHEAR_Y, Row.upTo(shear));
    rows.put(Operation.TRANSLATE_X, Row.upTo(right));
    rows.put(Operation.TRANSLATE_Y, Row.upTo(down));
    rows.put(Operation.ROTATE, Row.upTo(degrees));
    rows.put(Operation.BRIGHTNESS, Row.upTo(factor));
    rows.put(Operation.COLOR, Row.upTo(factor));
    rows.put(Operation.CONTRAST, Row.upTo(factor));
    rows.put(Operation.SHARPNESS, Row.upTo(factor));
    rows.put(Operation.POSTERIZE, new Row(8, fewestBits, false));
    rows.put(Operation.SOLARIZE, new Row(255, 0, false));
    rows.put(Operation.AUTO_CONTRAST, none);
    rows.put(Operation.EQUALIZE, none);
  }

  /** Those of TrivialAugment Wide; images move by 32 pixels at most, whatever their size. */
  static Magnitudes wide() {
    return new Magnitudes(0.99, 32, 32, 135, 0.99, 2);
  }

  /** Those of RandAugment for images of a size. */
  static Magnitudes ofRandAugment(int height, int width) {
    return new Magnitudes(0.3, FARTHEST * width, FARTHEST * height, 30, 0.9, 4);
  }

  /** One of the operations, each as likely. */
  Operation operation(RandomGenerator random) {
    return OPERATIONS.get(random.nextInt(OPERATIONS.size()));
  }

  /**
   * An operation at a magnitude, whose sign is drawn where it has one.
   *
   * @param bin from 0 to 30
   */
  Change change(Operation operation, int bin, RandomGenerator random) {
    boolean negative = rows.get(operation).signed() && random.nextBoolean();
    double magnitude = magnitude(operation, bin);
    return new Change(operation, negative ? -magnitude : magnitude);
  }

  /** The magnitude of a step, without its sign. */
  double magnitude(Operation operation, int bin) {
    Row row = rows.get(operation);
    double magnitude = row.first() + (row.last() - row.first()) * bin / (BINS - 1);
    return operation == Operation.POSTERIZE ? Math.rint(magnitude) : magnitude;
  }
}
