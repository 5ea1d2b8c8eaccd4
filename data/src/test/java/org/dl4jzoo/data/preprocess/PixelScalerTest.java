package org.dl4jzoo.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelScalerTest {

  /** The pixel (255, 0, 100), scaled by the formulas of Keras, torchvision and Caffe. */
  @ParameterizedTest
  @CsvSource({
    "UNIT, 1, 0, 0.392157",
    "TF, 1, -1, -0.215686",
    "TORCH, 2.248908, -2.035714, -0.061525",
    "CAFFE, -3.939, -116.779, 131.32",
    "BVLC, -4, -117, 132"
  })
  void a_pixel_is_scaled_as_published(Scale scale, float first, float second, float third) {
    FloatBuffer floats = FloatBuffer.allocate(5);

    new PixelScaler(new Preprocessing(1, 1, 3, Resize.SQUASH, scale))
        .apply(new byte[] {(byte) 255, 0, 100}, floats, 1);

    assertThat(floats.get(1)).isCloseTo(first, within(1e-5f));
    assertThat(floats.get(2)).isCloseTo(second, within(1e-5f));
    assertThat(floats.get(3)).isCloseTo(third, within(1e-4f));
    assertThat(floats.get(0)).isZero();
    assertThat(floats.get(4)).isZero();
  }
}
