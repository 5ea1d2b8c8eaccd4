package org.dl4jzoo.zoo.compiled;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;

/**
 * A primitive and what it is called with.
 *
 * @param kind the words for it in a profile
 */
record Call(String kind, primitive operation, List<Operand> operands, long scratchBytes) {

  /** A call with operands and, where the primitive needs it, scratch memory. */
  static Call of(
      String kind, primitive operation, primitive_desc_base description, Operand... operands) {
    List<Operand> all = new ArrayList<>(List.of(operands));
    memory.desc scratch = description.scratchpad_desc();
    if (scratch.get_size() > 0) {
      all.add(new Operand(dnnl.DNNL_ARG_SCRATCHPAD, scratch, Operand.Home.SCRATCH, 0, null));
    }
    return new Call(kind + ", forward", operation, List.copyOf(all), scratch.get_size());
  }
}
