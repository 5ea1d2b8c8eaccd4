package org.dl4jzoo.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuTest {

  /** Two cores with two threads each, as Linux lists them. */
  private static final String HYPER_THREADED =
      """
      processor	: 0
      model name	: Intel(R) Core(TM) i3-8100T
      physical id	: 0
      core id		: 0
      flags		: fpu avx2 fma

      processor	: 1
      model name	: Intel(R) Core(TM) i3-8100T
      physical id	: 0
      core id		: 1
      flags		: fpu avx2 fma

      processor	: 2
      physical id	: 0
      core id		: 0

      processor	: 3
      physical id	: 0
      core id		: 1
      """;

  @Test
  void hyper_threads_of_one_core_are_one_physical_core() {
    Cpu cpu = Cpu.parse(HYPER_THREADED.lines().toList());

    assertThat(cpu.model()).isEqualTo("Intel(R) Core(TM) i3-8100T");
    assertThat(cpu.physicalCores()).isEqualTo(2);
    assertThat(cpu.logicalProcessors()).isEqualTo(4);
    assertThat(cpu.flags()).containsExactlyInAnyOrder("fpu", "avx2", "fma");
  }

  @Test
  void the_same_core_number_in_two_sockets_is_two_cores() {
    String twoSockets =
        "processor: 0\nphysical id: 0\ncore id: 0\nprocessor: 1\nphysical id: 1\ncore id: 0\n";

    assertThat(Cpu.parse(twoSockets.lines().toList()).physicalCores()).isEqualTo(2);
  }

  @Test
  void processors_without_core_numbers_are_cores() {
    assertThat(Cpu.parse("processor : 0\nprocessor : 1\n".lines().toList()).physicalCores())
        .isEqualTo(2);
  }

  /** As a kernel lists them that hides some: on a Zen 5 under Linux 6, shortened. */
  @Test
  void blanks_and_repeated_words_between_flags_are_no_flags() {
    String blanks = "flags\t\t: fpu pti        vmmcall avx2  fma fpu \n";

    assertThat(Cpu.parse(blanks.lines().toList()).flags())
        .containsExactlyInAnyOrder("fpu", "pti", "vmmcall", "avx2", "fma");
  }
}
