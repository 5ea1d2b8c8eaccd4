package org.dl4jzoo.zoo.compiled;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.reorder;

/** The calls of a program for batches of one size, as its instructions add them. */
public final class Assembly {

  private final Maps maps;
  private final Constants constants;
  private final int batch;
  private final List<Call> calls = new ArrayList<>();

  private Assembly(Maps maps, Constants constants, int batch) {
    this.maps = maps;
    this.constants = constants;
    this.batch = batch;
  }

  /** The calls of a program. */
  static List<Call> calls(
      Program program, Layouts layouts, Placement placement, Constants constants, int batch) {
    Assembly assembly =
        new Assembly(new Maps(program, layouts, placement, batch), constants, batch);
    program.instructions().forEach(instruction -> instruction.assemble(assembly));
    return assembly.calls;
  }

  Maps maps() {
    return maps;
  }

  Constants constants() {
    return constants;
  }

  /** Images of a batch. */
  int batch() {
    return batch;
  }

  void add(Call call) {
    calls.add(call);
  }

  /** Copies values to another place or layout. */
  void copy(Operand from, Operand to) {
    reorder.primitive_desc description =
        new reorder.primitive_desc(
            Dnnl.ENGINE, from.desc(), Dnnl.ENGINE, to.desc(), Dnnl.attributes(), false);
    add(Call.of("copy", new reorder(description), description, from, to));
  }

  /** Writes values in other numerals. */
  void convert(Operand from, Numeral read, Operand to, Numeral written) {
    Scales scales = new Scales(constants.integers());
    scales.add(dnnl.DNNL_ARG_FROM, read);
    scales.add(dnnl.DNNL_ARG_TO, written);
    reorder.primitive_desc description =
        new reorder.primitive_desc(
            Dnnl.ENGINE,
            from.desc(),
            Dnnl.ENGINE,
            to.desc(),
            scales.attributes(new post_ops()),
            false);
    add(Call.of("conversion", new reorder(description), description, scales.with(from, to)));
  }
}
