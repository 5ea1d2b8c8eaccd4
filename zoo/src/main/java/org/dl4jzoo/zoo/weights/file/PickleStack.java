package org.dl4jzoo.zoo.weights.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The stack that pickle's instructions work on; marks on it begin lists of arguments. */
final class PickleStack {

  /** Python puts at most 2,000 values on it at once. */
  private static final int MOST_VALUES = 1 << 17;

  private final FileBytes file;
  private final List<Object> values = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();

  PickleStack(FileBytes file) {
    this.file = file;
  }

  void push(Object value) {
    if (values.size() == MOST_VALUES) {
      throw file.invalid("the pickle puts more than %d values on its stack", MOST_VALUES);
    }
    values.add(value);
  }

  void mark() {
    if (marks.size() == MOST_VALUES) {
      throw file.invalid("the pickle puts more than %d marks on its stack", MOST_VALUES);
    }
    marks.add(values.size());
  }

  Object pop() {
    Object top = peek();
    values.remove(values.size() - 1);
    return top;
  }

  Object peek() {
    if (values.size() == lastMark()) {
      throw file.invalid("the pickle takes a value from an empty stack");
    }
    return values.get(values.size() - 1);
  }

  /** Takes the top away, be it a value or a mark. */
  void drop() {
    if (!marks.isEmpty() && values.size() == lastMark()) {
      marks.remove(marks.size() - 1);
    } else {
      pop();
    }
  }

  /** Takes values away; the first of them is the one that was pushed first. */
  List<Object> popTuple(int size) {
    List<Object> taken = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      taken.add(pop());
    }
    Collections.reverse(taken);
    return Collections.unmodifiableList(taken);
  }

  /** Takes away the last mark and all above it. */
  List<Object> popToMark() {
    if (marks.isEmpty()) {
      throw file.invalid("the pickle's stack has no mark where one is needed");
    }
    List<Object> above = values.subList(lastMark(), values.size());
    List<Object> taken = new ArrayList<>(above);
    above.clear();
    marks.remove(marks.size() - 1);
    return taken;
  }

  /** The list on the top; of an opaque object one that nobody reads. */
  @SuppressWarnings("unchecked") // of whatever the pickle puts in
  List<Object> peekList() {
    if (peek() instanceof Opaque) {
      return new ArrayList<>();
    }
    if (peek() instanceof ArrayList<?> list) {
      return (List<Object>) list;
    }
    throw file.invalid("the pickle appends to something that is no list");
  }

  /** The dict on the top; of an opaque object one that nobody reads. */
  PickledDict peekDict() {
    if (peek() instanceof Opaque) {
      return new PickledDict(file);
    }
    if (peek() instanceof PickledDict dict) {
      return dict;
    }
    throw file.invalid("the pickle sets an item of something that is no dict");
  }

  private int lastMark() {
    return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
  }
}
