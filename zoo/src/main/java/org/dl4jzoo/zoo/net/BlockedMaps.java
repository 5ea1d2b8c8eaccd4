package org.dl4jzoo.zoo.net;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/** Which maps of a network may lie in blocks of channels, and which readers need them in NHWC. */
public final class BlockedMaps {

  private final Vertex image;
  private final Set<Vertex> blocked = new HashSet<>();

  /** Decides it for a network, from the image on. */
  public BlockedMaps(Net net) {
    this.image = net.image();
    for (Node node : net.nodes()) {
      boolean map = !node.output().vector();
      if (map && (startsBlocks(node) || takesBlocks(node))) {
        blocked.add(node.output());
      }
    }
  }

  /** Whether an operation may turn the image into blocks. */
  boolean startsBlocks(Node node) {
    return node.op().blocks() == BlockSupport.STARTS
        && node.input().equals(image)
        && FeatureMap.fillsBlocks(node.output().channels());
  }

  private boolean takesBlocks(Node node) {
    return readsBlocks(node)
        && switch (node.op().blocks()) {
          case STARTS, ANY -> true;
          case FULL ->
              node.inputs().stream().allMatch(input -> FeatureMap.fillsBlocks(input.channels()));
          case NONE -> false;
        };
  }

  /** Whether all maps that an operation reads are in blocks; vectors never are. */
  private boolean readsBlocks(Node node) {
    List<Vertex> maps = node.inputs().stream().filter(input -> !input.vector()).toList();
    return !maps.isEmpty() && blocked.containsAll(maps);
  }

  /** Whether a map may lie in blocks, but this reader needs it in NHWC. */
  public boolean endsBefore(Node reader, Vertex input) {
    return blocked.contains(input) && !takesBlocks(reader);
  }
}
