package org.dl4jzoo.zoo.layer.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ArenaTest {

  private static final int LINE = 16;
  private static final long LINE_BYTES = 64;

  private final Arena arena = new Arena(DataType.FLOAT);

  @Test
  void what_was_given_back_is_taken_again() {
    INDArray first = arena.take(4, LINE);
    arena.take(LINE);
    arena.giveBack(first);
    arena.take(3 * LINE);
    arena.take(2, LINE / 2);
    assertThat(arena.bytes()).isEqualTo(5 * LINE_BYTES);
  }

  @Test
  void neighbouring_gaps_become_one() {
    List<INDArray> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parts.add(arena.take(LINE));
    }
    arena.take(LINE);
    for (int index : new int[] {0, 2, 1}) {
      arena.giveBack(parts.get(index));
    }
    arena.take(3 * LINE);
    assertThat(arena.bytes()).isEqualTo(4 * LINE_BYTES);
  }

  @Test
  void the_shortest_gap_that_will_do_is_taken() {
    INDArray wide = arena.take(3 * LINE);
    arena.take(LINE);
    INDArray narrow = arena.take(LINE);
    arena.take(LINE);
    arena.giveBack(wide);
    arena.giveBack(narrow);
    arena.take(LINE);
    arena.take(3 * LINE);
    assertThat(arena.bytes()).isEqualTo(6 * LINE_BYTES);
  }

  @Test
  void from_the_second_step_on_arrays_lie_in_one_block() {
    for (int step = 0; step < 2; step++) {
      INDArray one = arena.take(LINE);
      INDArray other = arena.take(2, LINE);
      boolean neighbours = one.data().originalDataBuffer() == other.data().originalDataBuffer();
      assertThat(neighbours && one.offset() + LINE == other.offset()).isEqualTo(step == 1);
      arena.giveBack(one);
      arena.giveBack(other);
    }
  }

  @Test
  void arrays_in_use_never_overlap() {
    Random random = new Random(1);
    List<INDArray> taken = new ArrayList<>();
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      if (random.nextInt(40) == 0) {
        taken.forEach(arena::giveBack);
        taken.clear();
        values.clear();
      } else if (taken.isEmpty() || random.nextInt(3) > 0) {
        taken.add(arena.take(1 + random.nextInt(5), 1 + random.nextInt(50)).assign(i));
        values.add(i);
      } else {
        int index = random.nextInt(taken.size());
        assertAllAre(values.remove(index), taken.get(index));
        arena.giveBack(taken.remove(index));
      }
    }
  }

  private static void assertAllAre(int value, INDArray array) {
    assertThat(array.minNumber().intValue()).isEqualTo(value);
    assertThat(array.maxNumber().intValue()).isEqualTo(value);
  }
}
