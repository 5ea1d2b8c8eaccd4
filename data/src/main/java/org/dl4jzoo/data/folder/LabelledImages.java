package org.dl4jzoo.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.file.ContentDigest;
import org.dl4jzoo.data.preprocess.ImageLoader;

/**
 * Images with their classes, laid out in one of the ways that people have:
 *
 * <ul>
 *   <li>a folder with one sub-folder a class, as Keras reads it; files at any depth below belong to
 *       the class;
 *   <li>folders for training, validation and test, each with one sub-folder a class, in a folder of
 *       their own ({@code train}, {@code val} or {@code valid}, {@code test} and the like) or
 *       anywhere;
 *   <li>a list in a file, see {@link Manifest}.
 * </ul>
 *
 * <p>A file is an image if it is called or begins like one; hidden files are left out, and so are
 * others, which are counted. Classes are sorted by name.
 */
public final class LabelledImages {

  private final Path source;
  private final List<String> classes;
  private final List<Example> examples;
  private final Map<Subset, List<Example>> subsets;
  private final LeftOut leftOut;
  private final List<String> remarks;

  private LabelledImages(
      Path source,
      List<String> classes,
      List<Example> examples,
      Map<Subset, List<Example>> subsets,
      LeftOut leftOut,
      List<String> remarks) {
    this.source = source;
    this.classes = List.copyOf(classes);
    this.examples = List.copyOf(examples);
    this.subsets = subsets;
    this.leftOut = leftOut;
    this.remarks = List.copyOf(remarks);
  }

  /**
   * Lists images.
   *
   * @param source a folder or a list
   * @throws InvalidDataException if it is missing, not readable, empty, has fewer than two classes
   *     or a class without an image; or a link would give images two classes
   */
  public static LabelledImages open(Path source) {
    return of(source, Layout.strict().read(source));
  }

  /**
   * Lists images to measure a network on that knows their classes: one class will do, and some may
   * be without an image.
   *
   * @param source a folder or a list
   * @throws InvalidDataException if it is missing, not readable or without an image; or a link
   *     would give images two classes
   */
  public static LabelledImages openToMeasure(Path source) {
    return of(source, Layout.toMeasure().read(source));
  }

  /**
   * Lists images that are in a place of their own for each subset.
   *
   * @param sources a folder of classes or a list, for training at least
   * @throws InvalidDataException as {@link #open(Path)}, or if a class has no training image
   */
  public static LabelledImages open(Map<Subset, Path> sources) {
    return of(sources.get(Subset.TRAIN), Layout.strict().read(new EnumMap<>(sources)));
  }

  /**
   * As {@link #open(Path)}, but whatever is there is listed: classes without an image, a single
   * class, none.
   */
  static LabelledImages list(Path source) {
    return of(source, Layout.lenient().read(source));
  }

  private static LabelledImages of(Path source, Found found) {
    List<String> classes = List.copyOf(found.classes());
    Map<String, Integer> labels =
        IntStream.range(0, classes.size()).boxed().collect(Collectors.toMap(classes::get, i -> i));
    List<Example> examples = new ArrayList<>();
    Map<Subset, List<Example>> subsets = new EnumMap<>(Subset.class);
    for (Found.Item item : found.images()) {
      Example example = new Example(item.file(), item.name(), labels.get(item.label()));
      examples.add(example);
      if (item.subset() != null) {
        subsets.computeIfAbsent(item.subset(), subset -> new ArrayList<>()).add(example);
      }
    }
    LabelledImages images =
        new LabelledImages(source, classes, examples, subsets, found.leftOut(), List.of());
    return images.remarking(
        Stream.of(images.ownSplit(), found.remarks(), found.leftOut().sentences(source))
            .flatMap(List::stream)
            .toList());
  }

  private List<String> ownSplit() {
    return subsets.isEmpty()
        ? List.of()
        : List.of(
            "the data has its own split, which is used: %s"
                .formatted(
                    subsets.entrySet().stream()
                        .map(entry -> "%s %d".formatted(entry.getKey(), entry.getValue().size()))
                        .collect(Collectors.joining(", "))));
  }

  LabelledImages remarking(List<String> more) {
    List<String> all = new ArrayList<>(remarks);
    all.addAll(more);
    return new LabelledImages(source, classes, examples, subsets, leftOut, all);
  }

  /** The folder or list; of several places, that of the training images. */
  public Path source() {
    return source;
  }

  /** The names of the classes, sorted; a label is an index into this list. */
  public List<String> classes() {
    return classes;
  }

  /** All images, sorted by subset, class and name, or as the list has them. */
  public List<Example> examples() {
    return examples;
  }

  /** Whether the images' owner has split them. */
  public boolean isSplit() {
    return !subsets.isEmpty();
  }

  /** The images that their owner wants for something. */
  public List<Example> examples(Subset subset) {
    return subsets.getOrDefault(subset, List.of());
  }

  /** What the user should know of how the images were read: a sentence each. */
  public List<String> remarks() {
    return remarks;
  }

  /** Names of the files that are no images, or images of no class. */
  List<String> stray() {
    return Stream.concat(leftOut.noImages().stream(), leftOut.noClass().stream())
        .map(file -> Names.below(source, file))
        .sorted()
        .toList();
  }

  /** The same images under other names of classes; where two become one, they are one class. */
  public LabelledImages renamed(UnaryOperator<String> newName) {
    List<String> names = classes.stream().map(newName).toList();
    List<String> sorted = names.stream().distinct().sorted().toList();
    return relabelled(sorted, names.stream().map(sorted::indexOf).toList());
  }

  /**
   * The same images, labelled by another list of classes, such as a network's. Images of other
   * classes are not among them; {@link #classesBeside} tells which these are.
   */
  public LabelledImages labelledAs(List<String> labels) {
    List<String> canonical = labels.stream().map(Names::canonical).toList();
    return relabelled(labels, classes.stream().map(canonical::indexOf).toList());
  }

  /** The classes without an image. */
  public List<String> emptyClasses() {
    Set<Integer> labels = examples.stream().map(Example::label).collect(Collectors.toSet());
    return IntStream.range(0, classes.size())
        .filter(label -> !labels.contains(label))
        .mapToObj(classes::get)
        .toList();
  }

  /** The classes that a list does not have. */
  public List<String> classesBeside(List<String> labels) {
    List<String> canonical = labels.stream().map(Names::canonical).toList();
    return classes.stream().filter(name -> !canonical.contains(name)).toList();
  }

  private LabelledImages relabelled(List<String> newClasses, List<Integer> newLabels) {
    Map<Subset, List<Example>> newSubsets = new EnumMap<>(Subset.class);
    subsets.forEach((subset, own) -> newSubsets.put(subset, withLabels(own, newLabels)));
    return new LabelledImages(
        source, newClasses, withLabels(examples, newLabels), newSubsets, leftOut, remarks);
  }

  private static List<Example> withLabels(List<Example> examples, List<Integer> newLabels) {
    return examples.stream()
        .filter(example -> newLabels.get(example.label()) >= 0)
        .map(example -> new Example(example.file(), example.name(), newLabels.get(example.label())))
        .toList();
  }

  /**
   * SHA-256 over the name and the contents of every image, in hexadecimal: equal for equal data
   * sets on every system. Reads every file; of those that can't be read the name alone counts.
   */
  public String digest() {
    ContentDigest digest = new ContentDigest();
    for (Example example : examples) {
      digest.add(example.name());
      try {
        digest.add(ImageLoader.read(example.file()));
      } catch (UnreadableImageException nameOnly) {
        digest.add("");
      }
    }
    return digest.hex();
  }

  /**
   * The images below a folder, at any depth and whatever its sub-folders mean, sorted; hidden files
   * are left out.
   *
   * @param remarks hears of other files
   * @throws InvalidDataException if the folder cannot be read
   */
  public static List<Path> below(Path folder, Consumer<String> remarks) {
    Map<Boolean, List<Path>> files =
        FolderListing.files(folder).parallelStream()
            .collect(Collectors.partitioningBy(ImageFile::isOne));
    new LeftOut(files.get(false), List.of(), List.of()).sentences(folder).forEach(remarks);
    return files.get(true);
  }
}
