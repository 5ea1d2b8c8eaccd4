package org.dl4jzoo.app.setting;

import java.util.function.Consumer;
import org.dl4jzoo.app.console.Amount;

/** How long the learning rate rises in a training whose length was not known when that was said. */
public final class WarmUp {

  private WarmUp() {}

  /**
   * The warm-up lowered to what leaves an epoch at the full rate.
   *
   * @param epochs of the training
   * @param usual epochs of warm-up in a training that is long enough
   * @param tell hears if it is lowered
   */
  public static int within(int epochs, int usual, Consumer<String> tell) {
    if (epochs < 1) {
      return usual; // refused elsewhere
    }
    int lowered = Math.min(usual, epochs - 1);
    if (lowered < usual) {
      tell.accept(
          "warmup-epochs lowered from %d to %d: the training has %s"
              .formatted(usual, lowered, Amount.of(epochs, "epoch")));
    }
    return lowered;
  }
}
