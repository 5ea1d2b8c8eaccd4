package org.dl4jzoo.zoo.compiled;

import java.util.List;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.program.Value;

/** A network's instructions as layers on a device with memory of its own. */
public final class DeviceLayers {

  private DeviceLayers() {}

  /** What training does. */
  public static List<DeviceLayer> training(List<Instruction> instructions) {
    return instructions.stream().map(Instruction::onDevice).toList();
  }

  /**
   * What inference does: no dropout, sums in convolutions, nothing that doesn't lead to the output.
   *
   * @param output what is asked for
   */
  public static List<DeviceLayer> inference(
      Value images, Value output, List<Instruction> instructions) {
    return training(new Program(images, output, instructions).simplified().instructions());
  }
}
