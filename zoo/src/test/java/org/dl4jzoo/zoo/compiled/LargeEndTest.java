package org.dl4jzoo.zoo.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.Net;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LargeEndTest {

  /**
   * The weights of the three fully connected layers: AlexNet's read maps of 256 x 6 x 6, VGG's of
   * 512 x 7 x 7 (Simonyan and Zisserman 2015, table 1).
   */
  @ParameterizedTest
  @CsvSource({"alexnet, 58621952", "vgg16, 123633664"})
  void three_fully_connected_layers_are_computed_by_themselves(String model, long weights) {
    Program program = program(model);
    Program before = program.withoutLargeEnd();
    Program after = program.after(before);

    assertThat(after.instructions()).filteredOn(Dense.class::isInstance).hasSize(3);
    assertThat(weights(after.instructions())).isEqualTo(weights);
    assertThat(before.instructions()).noneMatch(Dense.class::isInstance);
    assertThat(after.input()).isEqualTo(before.output());
    assertThat(weights(before.instructions()) + weights).isEqualTo(weights(program.instructions()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "googlenet", "resnet50", "densenet121", "mobilenetv2"})
  void weights_that_caches_hold_are_read_for_each_piece(String model) {
    Program program = program(model);

    assertThat(program.withoutLargeEnd()).isEqualTo(program);
    assertThat(program.after(program.withoutLargeEnd()).instructions()).isEmpty();
  }

  @Test
  void nothing_is_left_of_a_network_that_is_all_end() {
    Program whole = program("alexnet");
    Program end = whole.after(whole.withoutLargeEnd());

    assertThat(end.withoutLargeEnd().instructions()).isEmpty();
  }

  @Test
  void the_end_is_never_cut() {
    assertThat(Pieces.NONE.sizes(32, 2)).containsExactly(32);
    assertThat(Pieces.NONE.isSmall(1)).isFalse();
  }

  private static Program program(String model) {
    Architecture architecture = Models.named(model);
    Net net = Models.net(architecture, ModelOptions.of(architecture, 1000));
    return new Program(net.image().value(), net.logits(), net.instructions()).simplified();
  }

  private static long weights(List<Instruction> instructions) {
    return instructions.stream().mapToLong(Instruction::weights).sum();
  }
}
