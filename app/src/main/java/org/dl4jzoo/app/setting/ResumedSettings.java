package org.dl4jzoo.app.setting;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.zoo.layer.Engine;

/** The settings of a run that is gone on with. */
public final class ResumedSettings {

  private static final String ENGINE = "engine";
  private static final String DEVICE = "device";
  private static final String DEVICES = "devices";
  private static final String SYNC_NORM = "sync-norm";
  private static final String FAST = "fast";

  /**
   * What may differ from before; of these only those of its length, and of batch norm on several
   * devices, change the result of a training that doesn't diverge.
   */
  private static final Set<String> CHANGEABLE =
      Set.of(
          "epochs",
          "max-steps",
          "patience",
          "start-size",
          "save-top",
          "on-divergence",
          "backend",
          DEVICE,
          DEVICES,
          SYNC_NORM,
          "memory",
          "threads",
          "cache",
          "data",
          "train-data",
          "val-data",
          "test-data",
          "class-map");

  private ResumedSettings() {}

  /**
   * The settings with other values of some. The engine stays, unless the backend hasn't got it: the
   * one of that backend goes on then, with products of a precision that it has, and without a GPU
   * not fast.
   *
   * @param before the run's
   * @param given values by name
   * @throws org.dl4jzoo.app.console.UsageException if a setting differs that must not
   */
  public static TrainConfig of(TrainConfig before, Map<String, Object> given) {
    Map<String, Object> values = new HashMap<>(given);
    chooseDevices(values);
    Set<String> changeable = new HashSet<>(CHANGEABLE);
    Backend backend = (Backend) given.getOrDefault("backend", before.backend());
    if (leaves(before.engine(), backend)) {
      values.putIfAbsent(ENGINE, null);
      changeable.add(ENGINE);
      changeable.add("precision");
      changeable.add(FAST);
      if (!backend.has(Engine.CUDA)) {
        values.putIfAbsent(FAST, false);
      }
    }
    return changed(before, values, changeable);
  }

  /** One way to choose GPUs takes the place of the other, and the CPU that of both. */
  private static void chooseDevices(Map<String, Object> values) {
    if (values.containsKey(DEVICES)) {
      values.putIfAbsent(DEVICE, null);
    } else if (values.containsKey(DEVICE) || values.get("backend") == Backend.CPU) {
      values.put(DEVICES, null);
      values.putIfAbsent(SYNC_NORM, false);
    }
  }

  /**
   * The same with other values of some settings.
   *
   * @param changeable the settings that may differ
   * @throws org.dl4jzoo.app.console.UsageException if another one does
   */
  static TrainConfig changed(TrainConfig before, Map<String, ?> given, Set<String> changeable) {
    Map<String, Object> values = new LinkedHashMap<>(Setting.toMap(before));
    values.putAll(given);
    TrainConfig after = TrainConfig.of(values);
    SettingCheck.unchanged(before, after, changeable);
    return after;
  }

  /** What the user is told of another engine than the run had; empty if it is the same. */
  public static Optional<String> remark(TrainConfig before, TrainConfig now) {
    return before.engine() == null || before.engine() == now.engine()
        ? Optional.empty()
        : Optional.of(
            ("engine %s goes on with what engine %s began: results differ by rounding from those of"
                    + " one of them")
                .formatted(lower(now.engine()), lower(before.engine())));
  }

  private static String lower(Engine engine) {
    return engine.name().toLowerCase(Locale.ROOT);
  }

  /** A GPU that was found may be gone, where nobody asked for it. */
  private static boolean leaves(Engine engine, Backend backend) {
    boolean found = engine == Engine.CUDA && backend == Backend.AUTO;
    return engine != null && (found || !backend.has(engine));
  }
}
