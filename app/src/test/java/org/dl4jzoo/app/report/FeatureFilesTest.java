package org.dl4jzoo.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.data.folder.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFilesTest {

  @TempDir private Path folder;

  @Test
  void names_of_any_characters_stay_cells_and_do_nothing() throws IOException {
    FeatureFiles files = FeatureFiles.in(folder.resolve("out"), List.of(folder));
    List<Example> examples =
        List.of(
            Example.unlabelled(folder.resolve("=cmd/a,b.png")),
            Example.unlabelled(folder.resolve("<b>\"x\"/\u001b[2J.png")));
    files.add(examples, new float[][] {{-1.5f}, {2}});
    files.write();

    assertThat(Files.readAllLines(folder.resolve("out/features.csv")))
        .containsExactly(
            "file,class,f0",
            "\"'=cmd/a,b.png\",'=cmd,-1.5",
            "\"<b>\"\"x\"\"/\\u001b[2J.png\",\"<b>\"\"x\"\"\",2.0");
  }
}
