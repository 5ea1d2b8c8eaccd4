package org.dl4jzoo.zoo.device.cuda;

import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/**
 * A route that takes no padding, with zeros put around the input first: cuDNN pads opposite sides
 * alike only.
 *
 * @param route takes the padded map, and replaces its result
 * @param map without padding
 * @param padded memory for the padded map
 */
record PaddedRoute(
    Route route,
    FeatureMap map,
    Insets insets,
    Direction direction,
    boolean add,
    CudaLayouts layouts,
    GrowingMemory padded,
    MapType maps)
    implements Route {

  @Override
  public String name() {
    return route.name();
  }

  @Override
  public void run(long a, long b, long result) {
    long around = padded.bytes(CudaLayouts.around(map, insets).length() * maps.bytes());
    switch (direction) {
      case FORWARD, BACK_WEIGHTS -> {
        layouts.pad(map, insets, a, around);
        route.run(around, b, result);
      }
      case BACK_DATA -> {
        route.run(a, b, around);
        layouts.crop(map, insets, around, result, add);
      }
    }
  }
}
