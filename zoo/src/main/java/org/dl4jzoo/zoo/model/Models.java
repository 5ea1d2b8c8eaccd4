package org.dl4jzoo.zoo.model;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/** The registry: every network of the zoo, by name. */
public final class Models {

  private static final List<Architecture> ALL = List.of();

  private Models() {}

  /** Every network, in the order of the papers. */
  public static List<Architecture> all() {
    return ALL;
  }

  /** The registry names, in the same order. */
  public static List<String> names() {
    return ALL.stream().map(architecture -> architecture.info().name()).toList();
  }

  /**
   * The network of that name; case, {@code -} and {@code _} are ignored.
   *
   * @throws InvalidModelException if there is none; the message lists the nearest names
   */
  public static Architecture named(String name) {
    return ALL.stream()
        .filter(architecture -> plain(architecture.info().name()).equals(plain(name)))
        .findFirst()
        .orElseThrow(() -> new InvalidModelException("unknown model '" + name + "'"));
  }

  /**
   * The configuration of a network; its input is NHWC [N,H,W,C], its first output the softmax
   * [N,classes] of the vertex {@code classifier}.
   *
   * @param base seed, updater and regularisation; the network names none of them
   * @throws InvalidModelException if an option does not fit the network
   */
  public static ComputationGraphConfiguration configure(
      Architecture architecture, ModelOptions options, NeuralNetConfiguration.Builder base) {
    Net net = new Net(options, base);
    architecture.build(net);
    return net.configuration();
  }

  private static String plain(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[-_]", "");
  }
}
