package org.dl4jzoo.zoo.weights.file;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of {@code torch.save} before PyTorch 1.6: pickles of a magic number, the protocol, facts
 * about the machine, the object and the storages' keys, then for each storage its number of
 * elements in 8 bytes and the elements. All numbers are little-endian, whatever the machine.
 */
final class TorchStream implements TorchArchive {

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;

  private final FileBytes file;
  private final Object root;
  private final Map<String, Long> offsets = new HashMap<>();

  private TorchStream(FileBytes file) throws IOException {
    this.file = file;
    TorchObjects objects = new TorchObjects(file);
    try (InputStream in = file.stream(0, file.size())) {
      PickleInput pickles = new PickleInput(file, in);
      expect("magic number", MAGIC, Unpickler.read(file, pickles, objects));
      expect("protocol", PROTOCOL, Unpickler.read(file, pickles, objects));
      Unpickler.read(file, pickles, objects);
      root = Unpickler.read(file, pickles, objects);
      locate(Unpickler.read(file, pickles, objects), pickles.position(), objects.storages());
    }
  }

  static TorchStream open(FileBytes file) throws IOException {
    return new TorchStream(file);
  }

  private void expect(String what, Object expected, Object got) {
    if (!expected.equals(got)) {
      throw file.invalid("the %s of PyTorch's old format must be %s", what, expected);
    }
  }

  private void locate(Object keys, long start, Map<String, TorchStorage> storages)
      throws IOException {
    if (!(keys instanceof List<?> list) || list.size() != storages.size()) {
      throw file.invalid("the file must list its %d storages; it doesn't", storages.size());
    }
    long position = start;
    for (Object key : list) {
      TorchStorage storage = key instanceof String ? storages.get(key) : null;
      if (storage == null || offsets.containsKey(storage.key())) {
        throw file.invalid("the file lists a storage that no tensor has, or lists one twice");
      }
      long elements = file.read(position, Long.BYTES).getLong();
      long data = position + Long.BYTES;
      if (elements != storage.elements()
          || elements > (file.size() - data) / storage.type().bytes()) {
        throw file.invalid(
            "storage %s must have %d elements of type %s; got %d, and %d bytes to the file's end",
            storage.key(), storage.elements(), storage.type(), elements, file.size() - data);
      }
      offsets.put(storage.key(), data);
      position = data + elements * storage.type().bytes();
    }
    if (position != file.size()) {
      throw file.invalid("the last storage ends at %d, the file at %d", position, file.size());
    }
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public InputStream stream(TorchStorage storage, long firstElement) {
    long start = offsets.get(storage.key()) + firstElement * storage.type().bytes();
    return file.stream(start, (storage.elements() - firstElement) * storage.type().bytes());
  }

  @Override
  public ByteOrder byteOrder() {
    return ByteOrder.LITTLE_ENDIAN;
  }

  @Override
  public void close() {
    // All is read through the file, which isn't this class's to close.
  }
}
