package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PolicyAugmenterTest {

  private static final int HEIGHT = 12;
  private static final int WIDTH = 10;

  private static PolicyAugmenter augmenter(Policy policy) {
    return new PolicyAugmenter(16, 21, HEIGHT, WIDTH, 3, policy);
  }

  @Test
  void parts_are_resized_and_mirrored_to_torchvision_s_pixels() {
    byte[] image = TorchvisionFixture.pixels("colour.png", 3);
    byte[] expected = TorchvisionFixture.pixels("crops.png", 3);
    List<String[]> lines = TorchvisionFixture.lines("crops.csv");
    for (int i = 0; i < lines.size(); i++) {
      String[] line = lines.get(i);
      Box box =
          new Box(
              Integer.parseInt(line[0]),
              Integer.parseInt(line[1]),
              Integer.parseInt(line[2]),
              Integer.parseInt(line[3]));
      boolean mirrored = line[4].equals("True");

      assertThat(augmenter(random -> List.of()).cropped(image, box, mirrored))
          .as(String.join(",", line))
          .isEqualTo(TorchvisionFixture.picture(expected, i, HEIGHT * WIDTH * 3));
    }
  }

  @Test
  void an_image_is_cut_and_mirrored_first_and_then_changed_in_the_policy_s_order() {
    byte[] image = TorchvisionFixture.pixels("colour.png", 3);
    Change inverted = new Change(Operation.SOLARIZE, 0);
    Change darker = new Change(Operation.BRIGHTNESS, -0.5);
    for (int seed = 0; seed < 8; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Box box = Box.randomCrop(16, 21, random);
      PolicyAugmenter augmenter = augmenter(state -> List.of(inverted, darker));
      byte[] cut = augmenter.cropped(image, box, random.nextBoolean());

      byte[] varied = augmenter.apply(image, new SplittableRandom(seed));

      for (int i = 0; i < cut.length; i++) {
        assertThat(varied[i] & 0xff).isEqualTo((255 - (cut[i] & 0xff)) / 2);
      }
    }
  }

  @Test
  void half_of_the_images_are_mirrored() {
    byte[] darkLeft = {0, 100, 0, 100};
    PolicyAugmenter augmenter = new PolicyAugmenter(2, 2, 1, 2, 1, random -> List.of());
    SplittableRandom random = new SplittableRandom(1);
    int plain = 0;
    int mirrored = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] varied = augmenter.apply(darkLeft, random);
      plain += varied[0] < varied[1] ? 1 : 0;
      mirrored += varied[0] > varied[1] ? 1 : 0;
    }

    assertThat((double) mirrored / (plain + mirrored)).isBetween(0.46, 0.54);
  }
}
