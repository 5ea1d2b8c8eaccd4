package org.dl4jzoo.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class VectorHeaderTest {

  /** Shorter than what is converted at once, as long, and longer. */
  private static Stream<INDArray> vectors() {
    return Stream.of(
        Nd4j.createFromArray(Float.MIN_VALUE, -0f, Float.NaN, Float.NEGATIVE_INFINITY),
        Nd4j.rand(DataType.FLOAT, 1, 1),
        Nd4j.rand(DataType.FLOAT, 1, 1 << 14),
        Nd4j.rand(DataType.FLOAT, 1, 40_000));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void a_vector_is_written_to_the_byte_as_nd4j_writes_it(INDArray vector) throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    Nd4j.write(vector, new DataOutputStream(expected));
    ByteArrayOutputStream written = new ByteArrayOutputStream();

    VectorHeader.write(vector, written);

    assertThat(written.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(VectorHeader.count(new ByteArrayInputStream(written.toByteArray())))
        .isEqualTo(vector.length());
  }
}
