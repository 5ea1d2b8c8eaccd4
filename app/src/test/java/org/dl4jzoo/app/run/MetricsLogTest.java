package org.dl4jzoo.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {

  @TempDir Path folder;

  @Test
  void a_row_an_epoch_under_a_header() {
    Path csv = folder.resolve("metrics.csv");

    MetricsLog.write(
        csv, List.of(new EpochMetrics(1, 12, 1e-3, 1.5, 0.25, 1.25, 0.5, 30, 4, 1, 9, 0)));

    assertThat(csv)
        .hasContent(
            """
            epoch,step,learning rate,train loss,train accuracy,validation loss,validation top-1,\
            images/s,seconds,seconds waiting for data
            1,12,0.00100000,1.50000,0.250000,1.25000,0.500000,30.0000,4.00000,1.00000
            """);
  }
}
