package org.dl4jzoo.zoo.device.cuda;

/**
 * How threads lie on a matrix whose columns are channels: lanes of a block along the columns, the
 * others along the rows.
 *
 * @param rows of the matrix
 * @param columns groups of values of a row
 * @param lanes threads along the columns, a power of 2
 * @param busy blocks that keep the GPU busy
 */
record ColumnGrid(long rows, int columns, int lanes, int busy) {

  private static final int MOST_LANES = 32;
  private static final int FEWEST_LANES = 8;

  /** Rows that a thread of a sum takes at least, if there are that many. */
  private static final int ROWS_OF_A_SUM = 8;

  private static final int MOST_CHUNKS = 1024;

  /** Takes the lanes of which fewest idle; of several, the most. */
  static ColumnGrid of(long rows, int columns, int busy) {
    int best = MOST_LANES;
    for (int lanes = MOST_LANES; lanes >= FEWEST_LANES; lanes /= 2) {
      if (padded(columns, lanes) < padded(columns, best)) {
        best = lanes;
      }
    }
    while (best / 2 >= columns) {
      best /= 2;
    }
    return new ColumnGrid(rows, columns, best, busy);
  }

  private static int padded(int columns, int lanes) {
    return (columns + lanes - 1) / lanes * lanes;
  }

  private int depths() {
    return CudaKernels.THREADS / lanes;
  }

  /** Blocks along the columns. */
  int across() {
    return (columns + lanes - 1) / lanes;
  }

  /** Chunks of rows, each of which a block sums up. */
  int chunks() {
    long useful = rows / ((long) depths() * ROWS_OF_A_SUM);
    long wanted = Math.min(Math.min(useful, MOST_CHUNKS), busy / across());
    return (int) Math.max(1, wanted);
  }

  /** Blocks along the rows where nothing is summed. */
  int down() {
    long useful = (rows + depths() - 1) / depths();
    return (int) Math.max(1, Math.min(useful, Math.max(1, 2L * busy / across())));
  }
}
