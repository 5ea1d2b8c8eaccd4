package org.dl4jzoo.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.api.Test;

class HeatMapTest {

  private static final int SIDE = 64;

  private static final HeatMap HEAT =
      new HeatMap(new Preprocessing(32, 32, 3, Resize.SQUASH, Scale.UNIT), SIDE);

  private static BufferedImage over(float[][] map) {
    return HEAT.over(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB), map);
  }

  private static int light(BufferedImage image, int x, int y) {
    Color color = new Color(image.getRGB(x, y));
    return color.getRed() + color.getGreen() + color.getBlue();
  }

  @Test
  void where_nothing_counts_the_image_is_as_it_was() {
    assertThat(over(new float[][] {{0, 0}, {0, 0}}).getRGB(10, 10)).isEqualTo(0xFF000000);
  }

  @Test
  void it_is_lightest_where_most_counts() {
    BufferedImage drawn = over(new float[][] {{0, 1}, {0, 0}});

    assertThat(light(drawn, SIDE - 4, 4)).isGreaterThan(light(drawn, SIDE / 2, SIDE / 2));
    assertThat(light(drawn, SIDE / 2, SIDE / 2)).isGreaterThan(light(drawn, 4, SIDE - 4));
    assertThat(light(drawn, 4, SIDE - 4)).isZero();
  }

  @Test
  void a_map_of_one_place_covers_the_whole_image() {
    BufferedImage drawn = over(new float[][] {{1}});

    assertThat(drawn.getRGB(0, 0)).isEqualTo(drawn.getRGB(SIDE - 1, SIDE - 1));
    assertThat(light(drawn, 0, 0)).isPositive();
  }
}
