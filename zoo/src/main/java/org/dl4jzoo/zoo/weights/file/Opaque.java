package org.dl4jzoo.zoo.weights.file;

/**
 * A value of a pickle that is no tensor and no container: an object of some class, or the class or
 * function itself. Only its name is known; it is never built, and nothing put into it is kept.
 *
 * <p>Each is another one, even of the same name: as keys of dicts they never replace each other.
 */
final class Opaque {

  private final String name;

  Opaque(String name) {
    this.name = name;
  }

  /** The module and name of the class or function. */
  String name() {
    return name;
  }
}
