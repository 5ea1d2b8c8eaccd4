package org.dl4jzoo.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.backend.Diagnosis;
import org.dl4jzoo.app.backend.SelectedBackend;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.Sections;
import org.dl4jzoo.data.file.CacheFolder;
import org.dl4jzoo.zoo.layer.Precision;
import picocli.CommandLine.Command;

/** {@code zoo doctor}: what this machine has, and what the zoo makes of it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Tells what this machine has and what was chosen because of it: Java, CPU, native library,"
            + " BLAS, oneDNN, threads, memory, GPU and cache folder.")
final class DoctorCommand extends ZooCommand {

  @Override
  int execute() {
    SelectedBackend selected =
        SelectedBackend.select(Backend.AUTO, null, List.of(0), Precision.FLOAT32);
    Diagnosis diagnosis = Diagnosis.of(selected, CacheFolder.standard());
    if (json()) {
      Map<String, Object> all = new LinkedHashMap<>(diagnosis.sections());
      all.put("advice", diagnosis.advice());
      out().print(Json.pretty(all));
    } else {
      out().print(Sections.of(diagnosis.sections()));
      diagnosis.advice().forEach(sentence -> out().println("\nadvice: " + sentence));
    }
    return ExitCode.OK;
  }
}
