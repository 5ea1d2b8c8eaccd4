package org.dl4jzoo.zoo.net;

import java.util.HashSet;
import java.util.Set;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.dl4jzoo.zoo.layer.EndBlocks;

/** Writes our own layers: one vertex for a convolution and all that follows it. */
public final class FusedGraphWriter extends GraphWriter {

  private final Vertex image;
  private final BlockedMaps blocked;

  /** The vertices added so far that turn blocks of channels into NHWC. */
  private final Set<String> plain = new HashSet<>();

  /**
   * Networks with joins infer faster on blocks (MobileNetV2 by a seventh), because convolutions can
   * write into a join's output directly; a chain of large convolutions, as AlexNet, is a seventh
   * slower.
   */
  private final boolean joinsMaps;

  FusedGraphWriter(Net net, NeuralNetConfiguration.Builder base) {
    super(net, base);
    this.image = net.image();
    this.blocked = new BlockedMaps(net);
    this.joinsMaps = net.nodes().stream().anyMatch(node -> node.op().joinedByConvolutions());
  }

  @Override
  void write(Node node) {
    node.op().writeFused(node, this);
  }

  /** Adds the layer of a node. */
  void layer(Node node, Layer layer) {
    graph().addLayer(node.output().name(), layer, inputs(node));
  }

  /** Adds the vertex of a node. */
  void vertex(Node node, GraphVertex vertex) {
    graph().addVertex(node.output().name(), vertex, inputs(node));
  }

  /**
   * The inputs; those that the node needs in NHWC come from a vertex that turns blocks into NHWC.
   */
  private String[] inputs(Node node) {
    return node.inputs().stream()
        .map(input -> blocked.endsBefore(node, input) ? plain(input) : input.name())
        .toArray(String[]::new);
  }

  private String plain(Vertex input) {
    String name = input.name() + ".plain";
    if (plain.add(name)) {
      graph().addLayer(name, new EndBlocks.Builder(input.channels()).build(), input.name());
    }
    return name;
  }

  /** Whether a vertex is the image, whose gradient nobody needs. */
  boolean isImage(Vertex vertex) {
    return vertex.equals(image);
  }

  /** Whether a node may give blocks of channels in training. */
  boolean startsBlocks(Node node) {
    return blocked.startsBlocks(node);
  }

  /** Whether it may give them in inference too. */
  boolean infersInBlocks(Node node) {
    return joinsMaps && startsBlocks(node);
  }
}
