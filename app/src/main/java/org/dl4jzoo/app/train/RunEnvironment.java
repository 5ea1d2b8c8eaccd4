package org.dl4jzoo.app.train;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dl4jzoo.app.backend.Cpu;
import org.dl4jzoo.app.backend.SelectedBackend;
import org.dl4jzoo.app.console.Version;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/**
 * {@code environment.json}: what else than the settings a result depends on. Floating-point results
 * differ between CPUs, libraries and numbers of threads.
 */
final class RunEnvironment {

  private RunEnvironment() {}

  static Map<String, Object> describe(
      SelectedBackend backend, Engine engine, TrainingData data, WeightsInfo weights) {
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put(
        "started",
        ZonedDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    environment.put("zoo", Version.number());
    environment.put("gitCommit", gitCommit());
    environment.put("deeplearning4j", Version.deeplearning4j());
    environment.put("java", Runtime.version().toString());
    environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    environment.put("architecture", System.getProperty("os.arch"));
    environment.put("backend", backend.backend().toString());
    environment.put("nativeBinary", backend.binary() == null ? null : backend.binary().name());
    environment.put("engine", engine.name().toLowerCase(Locale.ROOT));
    environment.put("gpu", backend.gpu().isEmpty() ? null : backend.gpu());
    Cpu cpu = Cpu.detect();
    environment.put("cpu", cpu.model());
    environment.put("physicalCores", cpu.physicalCores());
    environment.put("ompNumThreads", System.getenv("OMP_NUM_THREADS"));
    environment.put("heapBytes", Runtime.getRuntime().maxMemory());
    environment.put("data", data.images().source().toAbsolutePath().normalize().toString());
    environment.put("images", data.images().examples().size());
    environment.put("dataDigest", data.images().digest());
    environment.put("weights", weights == null ? null : weights.name());
    environment.put("weightsSha256", weights == null ? null : weights.sha256());
    return environment;
  }

  /** The commit of the checkout this program runs from; null if there is none, or no git. */
  private static String gitCommit() {
    try {
      Path here =
          Path.of(RunEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Process git =
          new ProcessBuilder("git", "rev-parse", "HEAD")
              .directory(here.getParent().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String commit =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return commit.isEmpty() ? null : commit;
    } catch (IOException | URISyntaxException noGit) {
      return null;
    }
  }
}
