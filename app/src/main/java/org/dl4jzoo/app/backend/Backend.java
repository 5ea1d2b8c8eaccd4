package org.dl4jzoo.app.backend;

import java.util.Locale;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Precision;

/** The values of {@code --backend}. */
public enum Backend {
  /**
   * CUDA where everything it needs is there, else the CPU; what was chosen, and why, is printed.
   */
  AUTO,
  /** The CPU. */
  CPU,
  /** An NVIDIA GPU; an error if anything it needs is missing. */
  CUDA;

  /**
   * The engine that runs on this backend.
   *
   * @param wanted null for the fastest one
   * @throws UsageException if the engine asked for does not run here
   */
  public Engine engine(Engine wanted) {
    Engine fastest = this == CUDA ? Engine.CUDA : Engine.fastest(true);
    if (wanted == Engine.ONEDNN && fastest != Engine.ONEDNN) {
      throw new UsageException(
          "engine onednn runs on an x86-64 CPU only; got backend %s on %s"
              .formatted(this, System.getProperty("os.arch")));
    }
    if (wanted == Engine.CUDA && this == CPU) {
      throw new UsageException("engine cuda runs on backend cuda; got backend cpu");
    }
    return wanted == null ? fastest : wanted;
  }

  /** Whether the engine runs on this backend; on one that is still to be chosen, any may. */
  public boolean has(Engine engine) {
    return switch (this) {
      case AUTO -> true;
      case CPU -> engine != Engine.CUDA;
      case CUDA -> engine != Engine.ONEDNN;
    };
  }

  /**
   * Checks that an engine has products of that precision here.
   *
   * @throws UsageException if not
   */
  public static void check(Precision precision, Engine engine) {
    if (precision == Precision.FLOAT32) {
      return;
    }
    if (engine == Engine.CUDA) {
      return;
    }
    if (precision != Precision.BF16) {
      throw new UsageException(
          "precision %s needs engine cuda; got engine %s"
              .formatted(precision.name().toLowerCase(Locale.ROOT), name(engine)));
    }
    if (engine != Engine.ONEDNN) {
      throw new UsageException(
          "precision bf16 needs engine onednn or cuda; got engine " + name(engine));
    }
    if (!Engine.computes(precision)) {
      throw new UsageException(
          "precision bf16 needs a CPU with AVX512-BF16 or AMX; oneDNN uses %s here"
              .formatted(OneDnn.load().instructionSet()));
    }
  }

  /**
   * Checks that an engine has faster algorithms that don't give the same bits each time.
   *
   * @param fast whether they are asked for
   * @throws UsageException if it hasn't
   */
  public static void checkFast(boolean fast, Engine engine) {
    if (fast && engine != Engine.CUDA) {
      throw new UsageException(
          "fast lets a GPU's algorithms give other bits in each run, and needs engine cuda; got"
              + " engine "
              + name(engine));
    }
  }

  /**
   * Checks that an engine infers with 8-bit integers.
   *
   * @throws UsageException if not
   */
  public static void checkInt8(Engine engine) {
    if (engine != Engine.ONEDNN) {
      throw new UsageException("precision int8 needs engine onednn; got engine " + name(engine));
    }
  }

  private static String name(Engine engine) {
    return engine.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
