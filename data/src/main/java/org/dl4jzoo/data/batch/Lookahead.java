package org.dl4jzoo.data.batch;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** An iterator that shows what comes next, and takes it from another one only when it is asked. */
public final class Lookahead<T> implements Iterator<T> {

  private final Iterator<T> source;
  private T seen;

  /** All that a source has left. */
  public Lookahead(Iterator<T> source) {
    this.source = source;
  }

  /** What {@link #next} will give; empty at the end. */
  public Optional<T> peek() {
    if (seen == null && source.hasNext()) {
      seen = source.next();
    }
    return Optional.ofNullable(seen);
  }

  @Override
  public boolean hasNext() {
    return seen != null || source.hasNext();
  }

  @Override
  public T next() {
    T next = peek().orElseThrow(NoSuchElementException::new);
    seen = null;
    return next;
  }
}
