package org.dl4jzoo.app.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Precision;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainConfigTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batch-size      | 0    | batch-size must be at least 1; got 0",
        "epochs          | 0    | epochs must be at least 1; got 0",
        "learning-rate   | 0    | learning-rate must be greater than 0; got 0.0",
        "learning-rate   | -1   | learning-rate must be greater than 0; got -1.0",
        "learning-rate   | NaN  | learning-rate must be greater than 0; got NaN",
        "warmup-epochs   | 3    | warmup-epochs must be at least 0 and less than the 3 epochs; got 3",
        "weight-decay    | -1   | weight-decay must be at least 0; got -1.0",
        "label-smoothing | 1    | label-smoothing must be in [0, 1); got 1.0",
        "mixup           | -1   | mixup must be in [0, 10]; got -1.0",
        "mixup           | 11   | mixup must be in [0, 10]; got 11.0",
        "cutmix          | -1   | cutmix must be in [0, 10]; got -1.0",
        "erase           | 1.5  | erase must be in [0, 1]; got 1.5",
        "erase           | NaN  | erase must be in [0, 1]; got NaN",
        "ema-decay       | 1    | ema-decay must be in [0, 1); got 1.0",
        "accumulate      | 0    | accumulate must be at least 1; got 0",
        "patience        | 0    | patience must be at least 1; got 0",
        "backbone-lr-factor | 0 | backbone-lr-factor must be in (0, 1]; got 0.0",
        "layer-lr-decay | 1.1 | layer-lr-decay must be in (0, 1]; got 1.1",
        "channels        | 2    | channels must be 1 or 3; got 2",
        "image-size      | 0    | image-size must be at least 1; got 0",
        "threads         | 0    | threads must be at least 1; got 0",
        "threads         | 1025 | threads must be at most 1024; got 1025",
        "max-steps       | 0    | max-steps must be at least 1; got 0",
      })
  void a_value_out_of_range_is_refused(String setting, String value, String message) {
    assertThatThrownBy(() -> TestConfigs.small(Map.of(setting, value)))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @Test
  void a_batch_size_may_be_left_to_the_memory_there_is() {
    Setting batchSize = Setting.named("batch-size").orElseThrow();
    Map<String, Object> auto = new HashMap<>();
    auto.put("batch-size", batchSize.parse("auto"));

    assertThat(TestConfigs.small(auto).batchSize()).isNull();
    assertThatThrownBy(() -> batchSize.parse("many"))
        .hasMessage("batch-size must be a whole number or auto; got many");
    assertThatThrownBy(() -> Setting.named("epochs").orElseThrow().parse("auto"))
        .hasMessage("epochs must be a whole number; got auto");
  }

  @Test
  void the_network_decides_the_image_where_nothing_is_said() {
    Map<String, Object> unsaid = new HashMap<>();
    unsaid.put("image-size", null);
    unsaid.put("channels", null);
    TrainConfig lenet = TestConfigs.small(unsaid);
    unsaid.put("model", "ResNet_18");
    TrainConfig resnet = TestConfigs.small(unsaid);

    assertThat(lenet.imageSize()).isEqualTo(28);
    assertThat(lenet.channels()).isEqualTo(1);
    assertThat(resnet.model()).isEqualTo("resnet18");
    assertThat(resnet.imageSize()).isEqualTo(224);
    assertThat(resnet.channels()).isEqualTo(3);
  }

  @Test
  void a_resumed_run_takes_changeable_settings_only() {
    TrainConfig config = TestConfigs.small(Map.of());

    assertThat(ResumedSettings.changed(config, Map.of("epochs", 9), Set.of("epochs")).epochs())
        .isEqualTo(9);
    assertThat(ResumedSettings.changed(config, Map.of("batch-size", 8), Set.of("epochs")))
        .isEqualTo(config);
    assertThatThrownBy(
            () -> ResumedSettings.changed(config, Map.of("model", "resnet18"), Set.of("epochs")))
        .isInstanceOf(UsageException.class)
        .hasMessage("model of the run is lenet5 and can't change when it is resumed; got resnet18");
  }

  @Test
  void parts_of_images_are_not_exchanged_or_erased_where_none_are_trained_on() {
    TrainConfig frozen = TestConfigs.small(Map.of("weights", "/w.h5", "head-epochs", 1));
    TrainConfig stage = frozen.with("unfreeze", "stage5");

    assertThat(stage.with("erase", 0.25).erase()).isEqualTo(0.25);
    assertThat(stage.with("cutmix", 1).cutmix()).isEqualTo(1);
    for (String setting : List.of("cutmix", "erase")) {
      assertThatThrownBy(() -> frozen.with("unfreeze", "none").with(setting, 1))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              setting
                  + " must be 0 where unfreeze is none, as only features of whole images are "
                  + "trained on; got 1.0");
    }
  }

  @Test
  void rates_decay_by_stage_where_stages_are_trained() {
    TrainConfig frozen = TestConfigs.small(Map.of("weights", "/w.h5", "head-epochs", 1));

    assertThat(frozen.layerLrDecay()).isEqualTo(1);
    assertThat(frozen.with("layer-lr-decay", 0.8).layerLrDecay()).isEqualTo(0.8);
    assertThatThrownBy(() -> frozen.with("unfreeze", "none").with("layer-lr-decay", 0.8))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "layer-lr-decay must be 1 where unfreeze is none, which trains no stage before the "
                + "classifier; got 0.8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixup", "cutmix"})
  void one_image_has_nothing_to_be_mixed_with(String setting) {
    TrainConfig config = TestConfigs.small(Map.of(setting, 0.2));

    assertThatThrownBy(() -> config.with("batch-size", 1))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            setting + " must be 0 with batch-size 1, which has nothing to mix with; got 0.2");
  }

  @Test
  void little_memory_is_refused_for_stock_layers() {
    Map<String, String> low = Map.of("memory", "low");
    assertThat(TestConfigs.small(low).memory()).isEqualTo(MemoryUse.LOW);
    assertThatThrownBy(() -> TestConfigs.small(low).with("engine", "stock"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "memory must be normal with engine stock, whose layers keep everything; got low");
  }

  @Test
  void bfloat16_is_refused_where_it_does_not_run() {
    assertThatThrownBy(() -> TestConfigs.EVERYTHING_CHANGED.on(Backend.CPU))
        .isInstanceOf(UsageException.class)
        .hasMessage("precision bf16 needs engine onednn or cuda; got engine nd4j");
    TrainConfig onednn =
        TestConfigs.EVERYTHING_CHANGED.with("fast", false).with("engine", "onednn");
    if (Engine.computes(Precision.BF16)) {
      assertThat(onednn.on(Backend.CPU).precision()).isEqualTo(Precision.BF16);
    } else {
      assertThatThrownBy(() -> onednn.on(Backend.CPU))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith(
              "precision bf16 needs a CPU with AVX512-BF16 or AMX; oneDNN uses ");
    }
  }

  @Test
  void a_gpu_has_all_precisions_and_a_cpu_neither_tf32_nor_fp16() {
    TrainConfig tf32 = TestConfigs.small(Map.of("precision", "tf32")).with("engine", null);
    TrainConfig fp16 = tf32.with("precision", "fp16");

    assertThat(tf32.on(Backend.CUDA).precision()).isEqualTo(Precision.TF32);
    assertThat(tf32.on(Backend.CUDA).engine()).isEqualTo(Engine.CUDA);
    assertThatThrownBy(() -> tf32.with("engine", "nd4j").on(Backend.CPU))
        .hasMessage("precision tf32 needs engine cuda; got engine nd4j");
    assertThat(fp16.on(Backend.CUDA).precision()).isEqualTo(Precision.FP16);
    assertThatThrownBy(() -> fp16.with("engine", "onednn").on(Backend.CPU))
        .hasMessage("precision fp16 needs engine cuda; got engine onednn");
    assertThat(tf32.with("precision", "bf16").on(Backend.CUDA).precision())
        .isEqualTo(Precision.BF16);
    assertThatThrownBy(() -> TestConfigs.small(Map.of("engine", "cuda")).on(Backend.CPU))
        .hasMessage("engine cuda runs on backend cuda; got backend cpu");
  }

  @Test
  void only_a_gpu_is_fast() {
    TrainConfig fast = TestConfigs.small(Map.of("fast", true)).with("engine", null);

    assertThat(TestConfigs.small(Map.of()).fast()).isFalse();
    assertThat(fast.on(Backend.CUDA).fast()).isTrue();
    assertThatThrownBy(() -> fast.with("engine", "nd4j").on(Backend.CPU))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "fast lets a GPU's algorithms give other bits in each run, and needs engine cuda; got"
                + " engine nd4j");
  }

  @Test
  void a_gpus_number_is_0_if_nothing_is_said_and_never_negative() {
    assertThat(TestConfigs.small(Map.of()).device()).isZero();
    assertThatThrownBy(() -> TestConfigs.small(Map.of("device", -1)))
        .isInstanceOf(UsageException.class)
        .hasMessage("device must be at least 0; got -1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0,", "x", "0;1", "-1,0", "1,1"})
  void devices_are_numbers_of_different_gpus(String devices) {
    assertThatThrownBy(() -> Setting.named("devices").orElseThrow().parse(devices))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "devices must be numbers of different GPUs, such as 0,1, or all; got " + devices);
  }

  @Test
  void devices_take_the_place_of_device_and_need_gpus() {
    Map<String, String> ofGpus = Map.of("backend", "auto", "engine", "cuda", "devices", "0,1");
    TrainConfig two = TestConfigs.small(ofGpus).with("engine", null);

    assertThat(two.device()).isNull();
    assertRefused(two, "device", 0, "devices must be unset with device 0; got 0,1");
    assertRefused(
        two, "backend", "cpu", "devices must be unset with backend cpu, which has no GPU; got 0,1");
    assertRefused(
        two,
        "engine",
        "nd4j",
        "devices must be unset with engine nd4j, as only engine cuda trains on several GPUs; got"
            + " 0,1");
  }

  @Test
  void a_batch_is_normalised_as_a_whole_where_devices_share_it() {
    TrainConfig gpu = TestConfigs.small(Map.of("backend", "cuda", "engine", "cuda"));
    TrainConfig two =
        TestConfigs.small(Map.of("backend", "cuda", "engine", "cuda", "devices", "all"));

    assertThat(two.with("sync-norm", true).syncNorm()).isTrue();
    assertRefused(
        gpu,
        "sync-norm",
        true,
        "sync-norm must be false without devices: one GPU has the whole batch; got true");
    TrainConfig fixed = two.with("weights", "/w.h5").with("norm-statistics", "fixed");
    assertRefused(
        fixed,
        "sync-norm",
        true,
        "sync-norm must be false with norm-statistics fixed, which measures no batch; got true");
  }

  private static void assertRefused(
      TrainConfig config, String setting, Object value, String message) {
    assertThatThrownBy(() -> config.with(setting, value))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @Test
  void neither_a_norm_nor_a_count_of_checkpoints_is_negative() {
    TrainConfig config = TestConfigs.small(Map.of());

    assertRefused(config, "clip-norm", -1.0, "clip-norm must be at least 0; got -1.0");
    assertRefused(config, "save-top", -1, "save-top must be at least 0; got -1");
    assertRefused(
        TestConfigs.small(Map.of("folds", 5)),
        "save-top",
        2,
        "save-top must be 0 with folds, of whose last training no epoch is validated; got 2");
  }

  @Test
  void onednn_is_refused_where_it_does_not_run() {
    assertThatThrownBy(() -> TestConfigs.small(Map.of("engine", "onednn")).on(Backend.CUDA))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("engine onednn runs on an x86-64 CPU only; got backend cuda on ");
    assertThat(TestConfigs.small(Map.of()).on(Backend.CUDA).engine()).isEqualTo(Engine.ND4J);
  }
}
