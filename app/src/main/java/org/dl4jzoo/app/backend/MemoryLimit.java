package org.dl4jzoo.app.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;

/**
 * The most memory that this process can get.
 *
 * @param bytes that may be resident
 * @param whose where the limit comes from, such as {@code this machine has}
 * @param enforced whether the process ends at once beyond it, where the machine would still page
 */
record MemoryLimit(long bytes, String whose, boolean enforced) {

  /** Control groups without a limit of their own have one near the largest number. */
  private static final long NO_LIMIT = 1L << 60;

  /**
   * The smallest of: the machine's memory, the limits of the control groups that the process is in,
   * and what {@code ulimit -v} leaves.
   */
  static MemoryLimit smallest() {
    return smallest(Path.of("/"), Pointer.totalPhysicalBytes());
  }

  /**
   * The same where somebody else tells of the system.
   *
   * @param root below which {@code proc} and {@code sys} are
   * @param physical the machine's memory in bytes
   */
  static MemoryLimit smallest(Path root, long physical) {
    List<MemoryLimit> all = new ArrayList<>();
    all.add(new MemoryLimit(physical, "this machine has", false));
    for (Path file : groupFiles(root)) {
      number(file)
          .filter(bytes -> bytes < NO_LIMIT)
          .ifPresent(bytes -> all.add(new MemoryLimit(bytes, "its control group allows", true)));
    }
    addressSpace(root.resolve("proc/self"))
        .ifPresent(bytes -> all.add(new MemoryLimit(bytes, "ulimit -v leaves", true)));
    return all.stream().min(Comparator.comparingLong(MemoryLimit::bytes)).orElseThrow();
  }

  /** Where the limits may be of the process's groups and of those above them. */
  private static List<Path> groupFiles(Path root) {
    Path groups = root.resolve("sys/fs/cgroup");
    List<Path> files = new ArrayList<>();
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[1].isEmpty()) {
        addUpwards(files, groups, parts[2], "memory.max");
        addUpwards(files, groups.resolve("unified"), parts[2], "memory.max");
      } else if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains("memory")) {
        addUpwards(files, groups.resolve("memory"), parts[2], "memory.limit_in_bytes");
      }
    }
    return files;
  }

  /**
   * In a container the path may be that of the host; the container's own group is the root then.
   */
  private static void addUpwards(List<Path> files, Path top, String group, String file) {
    files.add(top.resolve(file));
    Path folder = top.resolve(group.replaceFirst("^/+", "")).normalize();
    while (folder.startsWith(top) && !folder.equals(top)) {
      files.add(folder.resolve(file));
      folder = folder.getParent();
    }
  }

  /**
   * What the process has mapped and never touched, as most of the Java heap, counts against the
   * limit of its address space.
   */
  private static Optional<Long> addressSpace(Path process) {
    Optional<Long> limit =
        lines(process.resolve("limits")).stream()
            .filter(line -> line.startsWith("Max address space"))
            .map(line -> line.split("\\s+", -1)[3])
            .filter(soft -> soft.matches("\\d+"))
            .map(Long::valueOf)
            .findFirst();
    return limit.map(bytes -> bytes - status(process, "VmSize:") + status(process, "VmRSS:"));
  }

  private static long status(Path process, String name) {
    return lines(process.resolve("status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static Optional<Long> number(Path file) {
    return lines(file).stream()
        .filter(line -> line.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .findFirst();
  }

  /** Of a file that isn't there on other systems; none then. */
  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
