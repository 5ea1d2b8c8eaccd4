package org.dl4jzoo.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.function.Predicate;
import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.Test;

class CpuBinaryTest {

  private static final Cpu AVX512 =
      cpu("avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512cd");
  private static final Cpu AVX2 = cpu("avx2", "fma");
  private static final Cpu OLD = cpu("sse4_2");

  private static Cpu cpu(String... flags) {
    return new Cpu("a CPU", Set.of(flags), 2, 4);
  }

  private static boolean isThere(String name) {
    return true;
  }

  @Test
  void the_fastest_build_the_cpu_runs_is_chosen() {
    assertThat(CpuBinary.select(AVX512, CpuBinaryTest::isThere, null).name())
        .isEqualTo("onednn-avx512");
    assertThat(CpuBinary.select(AVX2, CpuBinaryTest::isThere, null).name())
        .isEqualTo("onednn-avx2");
    assertThat(CpuBinary.select(OLD, CpuBinaryTest::isThere, null).name()).isEqualTo("onednn");
  }

  @Test
  void a_build_that_is_not_there_is_stepped_over() {
    Predicate<String> noAvx512 = name -> !name.equals("onednn-avx512");

    assertThat(CpuBinary.select(AVX512, noAvx512, null).name()).isEqualTo("onednn-avx2");
    assertThat(CpuBinary.select(AVX512, "generic"::equals, null).name()).isEqualTo("generic");
  }

  @Test
  void the_half_of_avx512_that_early_chips_lack_rules_it_out() {
    Cpu knightsLanding = cpu("avx2", "fma", "avx512f", "avx512cd");

    assertThat(CpuBinary.select(knightsLanding, CpuBinaryTest::isThere, null).name())
        .isEqualTo("onednn-avx2");
  }

  @Test
  void the_user_may_ask_for_a_slower_build() {
    assertThat(CpuBinary.select(AVX512, CpuBinaryTest::isThere, "generic"))
        .isEqualTo(new CpuBinary("generic", "ZOO_CPU_BINARY is set"));
  }

  @Test
  void a_build_the_cpu_cannot_run_is_refused() {
    assertThatThrownBy(() -> CpuBinary.select(AVX2, CpuBinaryTest::isThere, "onednn-avx512"))
        .isInstanceOf(UsageException.class)
        .hasMessage("ZOO_CPU_BINARY=onednn-avx512 needs more than this CPU has, which is AVX2");
  }

  @Test
  void an_unknown_build_is_refused_with_those_there_are() {
    assertThatThrownBy(() -> CpuBinary.select(AVX2, CpuBinaryTest::isThere, "avx3"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "ZOO_CPU_BINARY must be one of onednn-avx512, onednn-avx2, onednn, generic; got 'avx3'");
  }
}
