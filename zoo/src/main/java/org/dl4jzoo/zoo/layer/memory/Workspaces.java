package org.dl4jzoo.zoo.layer.memory;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;

/** What becomes of an activation, which Deeplearning4j tells by the workspace that it lies in. */
public final class Workspaces {

  /** The workspace of the activations that a backward pass will need. */
  static final String KEPT = "WS_ALL_LAYERS_ACT";

  /** What the names of workspaces begin with whose activations go as soon as they are read. */
  private static final String PASSING = "WS_LAYER_ACT_";

  private Workspaces() {}

  /** Whether activations stay until the backward pass, and not only until they are read. */
  public static boolean keepActivations(LayerWorkspaceMgr workspaces) {
    return KEPT.equals(workspaces.getWorkspaceName(ArrayType.ACTIVATIONS));
  }

  /**
   * Whether only the next vertices see an activation: so it is in inference, unless the caller
   * asked for this activation or for all.
   */
  public static boolean passActivations(LayerWorkspaceMgr workspaces) {
    String name = workspaces.getWorkspaceName(ArrayType.ACTIVATIONS);
    return name != null && name.startsWith(PASSING);
  }
}
