package org.dl4jzoo.zoo.weights.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;

/**
 * What the two forms of PyTorch's files have in common: an object and the storages it refers to.
 */
interface TorchArchive extends Closeable {

  /** The object that was saved. */
  Object root();

  /** The elements of a storage from one on. */
  InputStream stream(TorchStorage storage, long firstElement) throws IOException;

  /** The order of the bytes of an element. */
  ByteOrder byteOrder();

  @Override
  void close();
}
