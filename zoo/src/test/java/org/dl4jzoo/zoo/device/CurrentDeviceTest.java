package org.dl4jzoo.zoo.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CurrentDeviceTest {

  /** What opens the devices of a number. */
  private record Opener(int number) implements Supplier<Device> {
    @Override
    public Device get() {
      return new HostDevice();
    }
  }

  @AfterEach
  void forget() {
    CurrentDevice.choose(List.of());
  }

  @Test
  void a_device_that_is_chosen_again_stays_open() {
    CurrentDevice.choose(List.of(new Opener(0)));
    Device opened = CurrentDevice.get().orElseThrow();

    CurrentDevice.choose(List.of(new Opener(0)));
    assertThat(CurrentDevice.get()).containsSame(opened);

    CurrentDevice.choose(List.of(new Opener(1)));
    assertThat(CurrentDevice.get()).isPresent().get().isNotSameAs(opened);
  }
}
