package org.dl4jzoo.app.images;

import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.ImageFolder;

/** A folder of labelled images that a network was not trained on. */
public final class LabelledFolder {

  private static final int MOST_LISTED = 20;

  private LabelledFolder() {}

  /**
   * Every image of the folder, labelled as the network labels.
   *
   * @param labels the network's classes; the folder may lack some
   * @throws UsageException if the folder has a class the network does not know
   */
  public static List<Example> examples(Path root, List<String> labels) {
    ImageFolder folder = ImageFolder.open(root);
    List<String> unknown =
        folder.classes().stream().filter(name -> !labels.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new UsageException(
          "the classes of %s must be among %s; got %s"
              .formatted(root, known(labels), String.join(", ", unknown)));
    }
    return folder.examples().stream()
        .map(
            example ->
                new Example(
                    example.file(),
                    example.name(),
                    labels.indexOf(folder.classes().get(example.label()))))
        .toList();
  }

  private static String known(List<String> labels) {
    return labels.size() <= MOST_LISTED
        ? String.join(", ", labels)
        : "the network's %d, such as %s".formatted(labels.size(), labels.get(0));
  }
}
