package org.dl4jzoo.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the packages to what their {@code package-info} promises, in all three modules. */
class ArchitectureTest {

  private static final String ZOO = "org.dl4jzoo.zoo..";
  private static final String DATA = "org.dl4jzoo.data..";
  private static final String APP = "org.dl4jzoo.app..";

  private static final int MOST_CLASSES = 25;
  private static final int MOST_LINES = 300;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.dl4jzoo");

  @Test
  void all_three_modules_are_looked_at() {
    for (Class<?> known :
        List.of(Main.class, org.dl4jzoo.zoo.model.Models.class, org.dl4jzoo.data.Progress.class)) {
      assertThat(CLASSES.contain(known)).as(known.getName()).isTrue();
    }
  }

  @Test
  void packages_have_no_cycle() {
    slices().matching("org.dl4jzoo.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  static Stream<ArchRule> promises() {
    return Stream.of(
        mayNotUse(ZOO, DATA, APP),
        mayNotUse(DATA, ZOO, APP, "org.deeplearning4j..", "picocli.."),
        mayNotUse(
            "org.dl4jzoo.zoo.layer..",
            "org.dl4jzoo.zoo.net..",
            "org.dl4jzoo.zoo.model..",
            "org.dl4jzoo.zoo.weights.."),
        mayNotUse(
            "org.dl4jzoo.zoo.layer.kernel..",
            "org.deeplearning4j..",
            "org.dl4jzoo.zoo.layer",
            "org.dl4jzoo.zoo.layer.memory.."),
        mayNotUse("org.dl4jzoo.zoo.net..", "org.dl4jzoo.zoo.model..", "org.dl4jzoo.zoo.weights.."),
        mayNotUse("org.dl4jzoo.zoo.model..", "org.dl4jzoo.zoo.weights.."),
        mayNotUse(
            "org.dl4jzoo.zoo.compiled..",
            "org.nd4j..",
            "org.deeplearning4j..",
            "org.dl4jzoo.zoo.net..",
            "org.dl4jzoo.zoo.model.."),
        mayNotUse("org.dl4jzoo.zoo.inference..", "org.dl4jzoo.zoo.model..", "org.dl4jzoo.app.."),
        mayNotUse(
            "org.dl4jzoo.zoo.weights.file..",
            "org.dl4jzoo.zoo.net..",
            "org.dl4jzoo.zoo.model..",
            "org.deeplearning4j.."),
        mayNotUse("org.dl4jzoo.app.console..", "org.dl4jzoo.zoo..", "org.nd4j..", "org.bytedeco.."),
        mayNotUse("org.dl4jzoo.app.setting..", "picocli.."),
        mayNotUse("org.dl4jzoo.app.run..", "picocli.."),
        mayNotUse("org.dl4jzoo.app.train..", "picocli.."),
        mayNotUse("org.dl4jzoo.app.evaluate..", "picocli..", "java.awt.."),
        mayNotUse("org.dl4jzoo.app.report..", "picocli..", "org.dl4jzoo.app.run.."),
        mayNotUse("org.dl4jzoo.app.images..", "org.bytedeco.."),
        noClasses()
            .that()
            .resideInAnyPackage("org.dl4jzoo.app.evaluate..", "org.dl4jzoo.data.split..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.dl4jzoo.app.console.OutputFile"));
  }

  private static ArchRule mayNotUse(String users, String... used) {
    return noClasses()
        .that()
        .resideInAPackage(users)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(used);
  }

  @ParameterizedTest
  @MethodSource("promises")
  void packages_keep_their_promises(ArchRule promise) {
    promise.check(CLASSES);
  }

  @Test
  void a_package_has_at_most_25_classes_or_says_why() {
    Map<String, Long> sizes =
        CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && !isPackageInfo(type))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

    assertThat(sizes).hasSizeGreaterThan(20);
    sizes.forEach(
        (name, size) -> {
          String info = text(packageInfo(name));
          assertThat(size <= MOST_CLASSES || info.contains("more than " + MOST_CLASSES))
              .as("%s has %d classes, and says no reason", name, size)
              .isTrue();
        });
  }

  private static boolean isPackageInfo(JavaClass type) {
    return type.getSimpleName().equals("package-info");
  }

  private static Path packageInfo(String name) {
    String module = name.split("\\.", -1)[2];
    return Path.of("..", module, "src", "main", "java")
        .resolve(name.replace('.', '/'))
        .resolve("package-info.java");
  }

  @Test
  void no_file_has_more_than_300_lines() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("zoo", "data", "app")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }

    assertThat(sources).hasSizeGreaterThan(500);
    assertThat(sources)
        .allSatisfy(
            file ->
                assertThat(text(file).lines().count())
                    .as("%s", file)
                    .isLessThanOrEqualTo(MOST_LINES));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
