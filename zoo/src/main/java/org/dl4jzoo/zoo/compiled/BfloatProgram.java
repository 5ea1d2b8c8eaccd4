package org.dl4jzoo.zoo.compiled;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dl4jzoo.zoo.program.Value;

/**
 * A program with bfloat16 wherever it can be: maps, and the copies of weights that are multiplied,
 * take half the memory, and products are added in float32. Input and output stay float32.
 */
final class BfloatProgram {

  private final Program program;
  private final Set<Value> narrow = new HashSet<>();

  /** Of a simplified program. */
  private BfloatProgram(Program program) {
    this.program = program;
    List<Instruction> all = program.instructions();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (reads(all.get(i)).equals(Numeral.BFLOAT16)) {
        narrow.addAll(all.get(i).inputs());
      }
    }
  }

  /** The program with conversions, and what its numbers are. */
  static Conversions of(Program program) {
    BfloatProgram narrowed = new BfloatProgram(program);
    Conversions converted = new Conversions(program);
    for (Instruction instruction : program.instructions()) {
      Numeral read = narrowed.reads(instruction);
      converted.add(instruction, narrowed.gives(instruction), input -> read);
    }
    return converted;
  }

  /** What the numbers are that an instruction reads, of which all later ones are known. */
  private Numeral reads(Instruction instruction) {
    return switch (instruction.bfloat16Form()) {
      case READS -> Numeral.BFLOAT16;
      case KEEPS -> gives(instruction);
      case NONE -> Numeral.FLOAT;
    };
  }

  private Numeral gives(Instruction instruction) {
    Value output = instruction.output();
    boolean can = instruction.bfloat16Form() != NarrowForm.NONE && !output.equals(program.output());
    return can && narrow.contains(output) ? Numeral.BFLOAT16 : Numeral.FLOAT;
  }
}
