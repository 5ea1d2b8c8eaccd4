package org.dl4jzoo.zoo.net;

import java.util.HashSet;
import java.util.Set;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/** Which maps of a network may lie in blocks of channels, and where they must cease to. */
public final class BlockedMaps {

  private final Vertex image;
  private final Set<Vertex> blocked = new HashSet<>();

  /** Goes through a network, from its image on. */
  public BlockedMaps(Net net) {
    this.image = net.image();
    for (Node node : net.nodes()) {
      boolean map = !node.output().vector();
      if (map && (startsBlocks(node) || takesBlocks(node))) {
        blocked.add(node.output());
      }
    }
  }

  /** Whether an operation makes blocks of the image. */
  boolean startsBlocks(Node node) {
    return node.op().blocks() == BlockSupport.STARTS
        && node.input().equals(image)
        && FeatureMap.fillsBlocks(node.output().channels());
  }

  private boolean takesBlocks(Node node) {
    return blocked.containsAll(node.inputs())
        && switch (node.op().blocks()) {
          case STARTS, ANY -> true;
          case FULL ->
              node.inputs().stream().allMatch(input -> FeatureMap.fillsBlocks(input.channels()));
          case NONE -> false;
        };
  }

  /** Whether a map lies in blocks, but its reader needs channels side by side. */
  public boolean endsBefore(Node reader, Vertex input) {
    return blocked.contains(input) && !takesBlocks(reader);
  }
}
