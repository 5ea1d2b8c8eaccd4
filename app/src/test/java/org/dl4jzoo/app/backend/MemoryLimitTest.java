package org.dl4jzoo.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryLimitTest {

  private static final long MACHINE = 16L << 30;

  /** What {@code /} would be. */
  @TempDir Path root;

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private MemoryLimit smallest() {
    return MemoryLimit.smallest(root, MACHINE);
  }

  @Test
  void without_limits_it_is_the_machine() throws IOException {
    write("proc/self/cgroup", "0::/user.slice\n");
    write("sys/fs/cgroup/user.slice/memory.max", "max\n");
    write("proc/self/limits", "Max address space         unlimited            unlimited  bytes\n");

    assertThat(smallest()).isEqualTo(new MemoryLimit(MACHINE, "this machine has", false));
  }

  @Test
  void a_control_group_is_bound_by_those_above_it_too() throws IOException {
    write("proc/self/cgroup", "0::/user.slice/job.scope\n");
    write("sys/fs/cgroup/user.slice/job.scope/memory.max", "8589934592\n");
    write("sys/fs/cgroup/user.slice/memory.max", "1258291200\n");

    assertThat(smallest())
        .isEqualTo(new MemoryLimit(1_258_291_200, "its control group allows", true));
  }

  @Test
  void control_groups_of_version_1_count_as_well() throws IOException {
    write("proc/self/cgroup", "5:cpu:/other\n4:cpuset,memory:/docker/abc\n0::/\n");
    write("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "1258291200\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

    assertThat(smallest().bytes()).isEqualTo(1_258_291_200);
  }

  @Test
  void in_a_container_whose_group_has_the_name_of_the_host_the_root_counts() throws IOException {
    write("proc/self/cgroup", "0::/../../docker/abc\n");
    write("sys/fs/cgroup/memory.max", "2147483648\n");

    assertThat(smallest().bytes()).isEqualTo(2_147_483_648L);
  }

  /** Of 4,000,000 KiB 1,500,000 are mapped, 500,000 of which are resident. */
  @Test
  void of_the_address_space_what_is_mapped_and_not_used_is_lost() throws IOException {
    write(
        "proc/self/limits",
        "Limit                     Soft Limit           Hard Limit           Units     \n"
            + "Max address space         4096000000           unlimited            bytes     \n");
    write("proc/self/status", "Name:\tjava\nVmSize:\t 1500000 kB\nVmRSS:\t  500000 kB\n");

    assertThat(smallest()).isEqualTo(new MemoryLimit(3_072_000_000L, "ulimit -v leaves", true));
  }

  @Test
  void a_system_that_tells_nothing_has_the_machine() {
    assertThat(smallest().bytes()).isEqualTo(MACHINE);
  }
}
