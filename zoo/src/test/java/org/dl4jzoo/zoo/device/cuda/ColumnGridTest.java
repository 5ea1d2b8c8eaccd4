package org.dl4jzoo.zoo.device.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnGridTest {

  private static final int BUSY = 1056;

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 4", "6, 8", "16, 16", "24, 8", "32, 32", "40, 8", "48, 16", "512, 32"})
  void takes_the_lanes_of_which_fewest_idle(int columns, int lanes) {
    assertThat(ColumnGrid.of(1000, columns, BUSY).lanes()).isEqualTo(lanes);
  }

  @Test
  void a_grid_covers_all_columns() {
    ColumnGrid grid = ColumnGrid.of(1000, 50, BUSY);

    assertThat(grid.across() * grid.lanes()).isBetween(50, 50 + grid.lanes() - 1);
  }

  @Test
  void few_rows_are_one_chunk_and_many_keep_the_gpu_busy() {
    assertThat(ColumnGrid.of(5, 512, BUSY).chunks()).isEqualTo(1);
    assertThat(ColumnGrid.of(802_816, 16, BUSY).chunks()).isEqualTo(1024);
    ColumnGrid wide = ColumnGrid.of(200_000, 512, BUSY);
    assertThat(wide.chunks() * wide.across()).isBetween(BUSY / 2, BUSY);
  }
}
