package org.dl4jzoo.app.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResumedSettingsTest {

  private final TrainConfig ofCpu = trained(Backend.CPU, Engine.ONEDNN);
  private final TrainConfig ofGpu = trained(Backend.CUDA, Engine.CUDA);

  private static TrainConfig trained(Backend backend, Engine engine) {
    return TestConfigs.small(Map.of("backend", backend, "engine", engine));
  }

  private static TrainConfig resumed(TrainConfig before, Object... given) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < given.length; i += 2) {
      values.put((String) given[i], given[i + 1]);
    }
    return ResumedSettings.of(before, values);
  }

  @Test
  void the_engine_stays_where_the_backend_has_it() {
    assertThat(resumed(ofCpu, "epochs", 9).engine()).isEqualTo(Engine.ONEDNN);
    assertThat(resumed(ofCpu, "backend", Backend.AUTO).engine()).isEqualTo(Engine.ONEDNN);
    assertThat(resumed(ofGpu).engine()).isEqualTo(Engine.CUDA);
    assertThatThrownBy(() -> resumed(ofGpu, "engine", Engine.ND4J))
        .isInstanceOf(UsageException.class)
        .hasMessage("engine of the run is cuda and can't change when it is resumed; got nd4j");
  }

  @Test
  void another_backend_chooses_its_own_engine() {
    assertThat(resumed(ofCpu, "backend", Backend.CUDA).engine()).isNull();
    assertThat(resumed(ofGpu, "backend", Backend.CPU).engine()).isNull();
    assertThat(resumed(ofGpu, "backend", Backend.CPU, "engine", Engine.ND4J).engine())
        .isEqualTo(Engine.ND4J);
  }

  @Test
  void a_gpu_that_was_found_is_looked_for_again() {
    assertThat(resumed(trained(Backend.AUTO, Engine.CUDA)).engine()).isNull();
  }

  @Test
  void products_get_a_precision_that_the_other_backend_has() {
    TrainConfig tf32 = ofGpu.with("precision", Precision.TF32);

    TrainConfig onCpu = resumed(tf32, "backend", Backend.CPU, "precision", Precision.FLOAT32);

    assertThat(onCpu.precision()).isEqualTo(Precision.FLOAT32);
    assertThatThrownBy(() -> resumed(tf32, "precision", Precision.FLOAT32))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void a_run_goes_on_with_other_devices() {
    TrainConfig two = resumed(ofGpu, "devices", Devices.of("0,1"), "sync-norm", true);
    assertThat(two.device()).isNull();
    assertThat(two.devices()).isEqualTo(Devices.of("0,1"));
    assertThat(resumed(two, "devices", Devices.of("all")).syncNorm()).isTrue();
    TrainConfig one = resumed(two, "device", 1);
    assertThat(one.device()).isEqualTo(1);
    assertThat(one.devices()).isNull();
    assertThat(one.syncNorm()).isFalse();
    assertThat(resumed(two, "backend", Backend.CPU).devices()).isNull();
    assertThatThrownBy(() -> resumed(ofGpu, "device", 0, "devices", Devices.of("0,1")))
        .isInstanceOf(UsageException.class)
        .hasMessage("devices must be unset with device 0; got 0,1");
  }

  @Test
  void a_fast_run_goes_on_on_the_cpu_but_on_a_gpu_stays_fast() {
    TrainConfig fast = ofGpu.with("fast", true);

    assertThat(resumed(fast, "epochs", 9).fast()).isTrue();
    assertThat(resumed(fast, "backend", Backend.CPU).fast()).isFalse();
    assertThat(resumed(fast, "backend", Backend.AUTO).fast()).isTrue();
    assertThatThrownBy(() -> resumed(ofGpu, "fast", true))
        .isInstanceOf(UsageException.class)
        .hasMessage("fast of the run is false and can't change when it is resumed; got true");
  }

  /**
   * What docs/training.md and the flags' help let change: length, looking on, place and machine.
   */
  private static final Set<String> MAY_CHANGE =
      Set.of(
          "epochs",
          "max-steps",
          "patience",
          "start-size",
          "save-top",
          "on-divergence",
          "backend",
          "device",
          "devices",
          "sync-norm",
          "memory",
          "threads",
          "cache",
          "data",
          "train-data",
          "val-data",
          "test-data",
          "class-map");

  /** Those of which there is another value to try. */
  static Stream<String> settingsThatMustStay() {
    Map<String, Object> other = Setting.toMap(TestConfigs.EVERYTHING_CHANGED);
    Map<String, Object> before = Setting.toMap(trained(Backend.CPU, Engine.ONEDNN));
    return other.keySet().stream()
        .filter(name -> !MAY_CHANGE.contains(name))
        .filter(name -> other.get(name) != null && !other.get(name).equals(before.get(name)));
  }

  @ParameterizedTest
  @MethodSource("settingsThatMustStay")
  void what_decides_the_weights_stays(String setting) {
    Object other = Setting.toMap(TestConfigs.EVERYTHING_CHANGED).get(setting);
    assertThatThrownBy(() -> resumed(ofCpu, setting, other)).isInstanceOf(UsageException.class);
  }

  @Test
  void how_many_checkpoints_are_kept_may_change_and_what_steps_take_may_not() {
    assertThat(resumed(ofCpu, "save-top", 3).saveTop()).isEqualTo(3);
    assertThatThrownBy(() -> resumed(ofCpu, "clip-norm", 1.0))
        .isInstanceOf(UsageException.class)
        .hasMessage("clip-norm of the run is 0.0 and can't change when it is resumed; got 1.0");
  }

  @Test
  void another_engine_is_told_of() {
    assertThat(ResumedSettings.remark(ofGpu, ofGpu.with("epochs", 9))).isEmpty();
    assertThat(ResumedSettings.remark(ofCpu.with("engine", null), ofGpu)).isEmpty();
    assertThat(ResumedSettings.remark(ofCpu, ofGpu))
        .hasValue(
            "engine cuda goes on with what engine onednn began: results differ by rounding from"
                + " those of one of them");
  }
}
