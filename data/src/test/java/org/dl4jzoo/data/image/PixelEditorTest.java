package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelEditorTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({"colour, 16, 21, 3", "grey, 16, 16, 1"})
  void every_operation_gives_torchvision_s_pixels(
      String image, int height, int width, int channels) {
    byte[] pixels = TorchvisionFixture.pixels(image + ".png", channels);
    byte[] changed = TorchvisionFixture.pixels(image + "-changes.png", channels);
    PixelEditor editor = new PixelEditor(height, width, channels);
    List<String[]> lines = TorchvisionFixture.lines(image + "-changes.csv");
    List<String> different = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] line = lines.get(i);
      Change change = new Change(operation(line[1]), Double.parseDouble(line[4]));
      byte[] expected = TorchvisionFixture.picture(changed, i, pixels.length);
      if (!Arrays.equals(editor.apply(pixels, change), expected)) {
        different.add(change.toString());
      }
    }

    assertThat(lines).hasSizeGreaterThan(100);
    assertThat(different).isEmpty();
  }

  /** Torchvision's ShearX is our SHEAR_X. */
  static Operation operation(String name) {
    return Operation.valueOf(name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
  }

  @Test
  void the_given_pixels_stay_as_they_are() {
    byte[] pixels = {10, 20, 30, 40};

    for (Operation operation : Operation.values()) {
      new PixelEditor(2, 2, 1).apply(pixels, new Change(operation, 1));
    }

    assertThat(pixels).containsExactly(10, 20, 30, 40);
  }

  @Test
  void shears_moves_and_turns_leave_black_behind() {
    byte[] square = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    PixelEditor editor = new PixelEditor(3, 3, 1);

    assertThat(editor.apply(square, new Change(Operation.TRANSLATE_X, 1.9)))
        .containsExactly(0, 1, 2, 0, 4, 5, 0, 7, 8);
    assertThat(editor.apply(square, new Change(Operation.TRANSLATE_Y, -2)))
        .containsExactly(7, 8, 9, 0, 0, 0, 0, 0, 0);
    assertThat(editor.apply(square, new Change(Operation.ROTATE, 90)))
        .containsExactly(3, 6, 9, 2, 5, 8, 1, 4, 7);
    // The middle of a row lies half a pixel down, so that the first moves by 0.5 · 2.
    assertThat(editor.apply(square, new Change(Operation.SHEAR_X, 2)))
        .containsExactly(2, 3, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void values_change_as_worked_out_by_hand() {
    byte[] row = {10, 20, (byte) 200, 110};
    PixelEditor editor = new PixelEditor(1, 4, 1);

    assertThat(editor.apply(row, new Change(Operation.BRIGHTNESS, 0.5)))
        .containsExactly(15, 30, (byte) 255, (byte) 165);
    // The mean is 85.
    assertThat(editor.apply(row, new Change(Operation.CONTRAST, -0.5)))
        .containsExactly(47, 52, (byte) 142, 97);
    assertThat(editor.apply(row, new Change(Operation.POSTERIZE, 4)))
        .containsExactly(0, 16, (byte) 192, 96);
    assertThat(editor.apply(row, new Change(Operation.SOLARIZE, 110)))
        .containsExactly(10, 20, 55, (byte) 145);
    // (value − 10) · 255 / 190.
    assertThat(editor.apply(row, new Change(Operation.AUTO_CONTRAST, 0)))
        .containsExactly(0, 13, (byte) 255, (byte) 134);
  }
}
