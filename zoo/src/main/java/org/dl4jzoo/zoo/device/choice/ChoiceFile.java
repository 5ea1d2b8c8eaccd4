package org.dl4jzoo.zoo.device.choice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Choices of one system on disk, as text: what they hold for, a line for each, and how many there
 * are. It is replaced as a whole, so that whoever reads it finds all of an old or of a new one.
 */
public final class ChoiceFile {

  private static final String SEPARATOR = "\t";
  private static final String END = "choices in all";

  private final Path file;
  private final String system;

  /**
   * The file of a system.
   *
   * @param folder where such files are; made when there is something to write
   * @param system words for everything that decides what is fastest: device, driver, libraries
   */
  public ChoiceFile(Path folder, String system) {
    String name = UUID.nameUUIDFromBytes(system.getBytes(StandardCharsets.UTF_8)).toString();
    this.file = folder.resolve(name + ".tsv");
    this.system = system;
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /**
   * All choices; none if there is no file, or a damaged one, which is told.
   *
   * @throws UncheckedIOException if it can't be read
   */
  Map<String, String> read(Consumer<String> tell) {
    List<String> lines;
    try {
      if (!Files.exists(file)) {
        return Map.of();
      }
      // No text is undecodable as Latin-1, so that a damaged file is read and found out.
      lines = Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> choices = new TreeMap<>();
    boolean whole = lines.size() >= 2 && lines.get(0).equals(system);
    for (int i = 1; whole && i < lines.size() - 1; i++) {
      String[] cells = lines.get(i).split(SEPARATOR, -1);
      whole = cells.length == 2 && choices.put(cells[0], cells[1]) == null;
    }
    if (whole && lines.get(lines.size() - 1).equals(end(choices.size()))) {
      return choices;
    }
    tell.accept(file + " is damaged: what is fastest on this GPU is measured again");
    return Map.of();
  }

  private static String end(int count) {
    return END + SEPARATOR + count;
  }

  /**
   * Adds a choice, unless there is one already.
   *
   * @return all that there are then
   * @throws UncheckedIOException if it can't be written
   */
  Map<String, String> add(String what, String way, Consumer<String> tell) {
    // One process at a time, and in a process one thread.
    synchronized (ChoiceFile.class) {
      try {
        Files.createDirectories(file.getParent());
        try (FileChannel channel =
            FileChannel.open(lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          channel.lock();
          Map<String, String> all = new TreeMap<>(read(tell));
          if (all.putIfAbsent(what, way) == null) {
            write(all);
          }
          return all;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Path lock() {
    return file.resolveSibling(file.getFileName() + ".lock");
  }

  private void write(Map<String, String> choices) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(system);
    choices.forEach((what, way) -> lines.add(what + SEPARATOR + way));
    lines.add(end(choices.size()));
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.write(whole, lines, StandardCharsets.ISO_8859_1);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
