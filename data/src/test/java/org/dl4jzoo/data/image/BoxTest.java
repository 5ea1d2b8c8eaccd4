package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoxTest {

  private static final int DRAWS = 40_000;

  private static List<Box> draws(String rule, int height, int width) {
    SplittableRandom random = new SplittableRandom(1);
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < DRAWS; i++) {
      boxes.add(
          rule.equals("crop")
              ? Box.randomCrop(height, width, random)
              : Box.randomErasure(height, width, random));
    }
    return boxes;
  }

  private static int value(Box box, String name) {
    return switch (name) {
      case "top" -> box.top();
      case "left" -> box.left();
      case "height" -> box.height();
      case "width" -> box.width();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Of so many draws, the largest difference between two shares is 0.01 once in ten thousand. */
  @Test
  void parts_are_distributed_as_torchvision_s() {
    String drawn = "";
    List<Box> boxes = List.of();
    for (String[] line : TorchvisionFixture.lines("shares.csv")) {
      String shape = line[0] + line[1] + "x" + line[2];
      if (!shape.equals(drawn)) {
        boxes = draws(line[0], Integer.parseInt(line[1]), Integer.parseInt(line[2]));
        drawn = shape;
      }
      int threshold = Integer.parseInt(line[4]);
      long most = boxes.stream().filter(box -> value(box, line[3]) <= threshold).count();

      assertThat((double) most / DRAWS)
          .as(String.join(",", line))
          .isCloseTo(Double.parseDouble(line[5]), within(0.012));
    }
  }

  @Test
  void a_crop_lies_inside_the_image_and_where_none_fits_it_is_the_middle() {
    assertThat(draws("crop", 50, 80))
        .allSatisfy(
            box -> {
              assertThat(box.top()).isBetween(0, 50 - box.height());
              assertThat(box.left()).isBetween(0, 80 - box.width());
              assertThat(box.height()).isPositive();
              assertThat(box.width()).isPositive();
            });
    assertThat(Box.randomCrop(9, 900, new SplittableRandom(1))).isEqualTo(new Box(0, 444, 9, 12));
    assertThat(Box.randomCrop(900, 9, new SplittableRandom(1))).isEqualTo(new Box(444, 0, 12, 9));
  }

  @Test
  void an_erasure_never_takes_a_whole_side_and_where_none_fits_it_is_nothing() {
    assertThat(draws("erase", 50, 80))
        .allSatisfy(
            box -> {
              assertThat(box.height()).isLessThan(50);
              assertThat(box.width()).isLessThan(80);
              assertThat(box.top()).isBetween(0, 50 - box.height());
              assertThat(box.left()).isBetween(0, 80 - box.width());
            });
    assertThat(Box.randomErasure(1, 1000, new SplittableRandom(1))).isEqualTo(new Box(0, 0, 0, 0));
  }
}
