package org.dl4jzoo.app;

import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.app.images.ImageFiles;
import org.dl4jzoo.data.folder.Example;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** A command that gives a network images whose classes nobody knows: files, and folders of them. */
abstract class ImagesCommand extends NetworkCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE|DIR",
      description = {
        "Images, and folders of images at any depth.",
        "Without --model, the run folder or a checkpoint comes before them."
      })
  private List<Path> paths;

  private List<Example> examples;

  @Override
  void check() {
    super.check();
    examples = ImageFiles.in(images(), display()::line).stream().map(Example::unlabelled).toList();
  }

  @Override
  final Path runPath() {
    return paths.get(0);
  }

  /** What the command line names: the run too, where it names one. */
  final List<Path> paths() {
    return paths;
  }

  /** The images that were found. */
  final List<Example> examples() {
    return examples;
  }

  /** The files and folders that the command line names as images. */
  final List<Path> images() {
    List<Path> images = network().pretrained() ? paths : paths.subList(1, paths.size());
    if (images.isEmpty()) {
      throw noImages();
    }
    return images;
  }

  /** What the user is told who named a run alone. */
  RuntimeException noImages() {
    return new ParameterException(
        spec().commandLine(), "Missing required parameter: 'IMAGE|DIR' after the run folder");
  }
}
