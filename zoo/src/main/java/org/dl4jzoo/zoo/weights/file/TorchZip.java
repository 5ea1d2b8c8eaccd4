package org.dl4jzoo.zoo.weights.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The form of {@code torch.save} since PyTorch 1.6: a zip file that has, in one folder, the pickle
 * {@code data.pkl}, the storages {@code data/KEY} and maybe {@code byteorder}. Nothing is
 * compressed. Checksums are verified when an entry is first read.
 */
final class TorchZip implements TorchArchive {

  private static final String PICKLE = "/data.pkl";
  private static final int LONGEST_BYTE_ORDER = 16;

  private final FileBytes file;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();
  private final Set<String> verified = new HashSet<>();
  private final String folder;
  private final ByteOrder byteOrder;
  private final Object root;

  private TorchZip(FileBytes file, ZipFile zip) throws IOException {
    this.file = file;
    this.zip = zip;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (entries.put(entry.getName(), entry) != null) {
        throw file.invalid("the zip file has two entries %s", entry.getName());
      }
    }
    this.folder = folder();
    refuseProgram();
    this.byteOrder = readByteOrder();
    TorchObjects objects = new TorchObjects(file);
    byte[] pickle = small(entry(PICKLE), PickleInput.MOST_BYTES);
    this.root =
        Unpickler.read(file, new PickleInput(file, new ByteArrayInputStream(pickle)), objects);
    objects.storages().values().forEach(this::check);
  }

  /** Takes the zip file over, also if this fails. */
  static TorchZip open(FileBytes file, ZipFile zip) throws IOException {
    try {
      return new TorchZip(file, zip);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  static ZipFile openZip(FileBytes file) throws IOException {
    try {
      return new ZipFile(file.path().toFile());
    } catch (ZipException e) {
      throw file.invalid("the zip file is damaged: %s", String.valueOf(e.getMessage()));
    }
  }

  private String folder() {
    List<String> pickles =
        entries.keySet().stream()
            .filter(name -> name.indexOf('/') > 0 && name.endsWith(PICKLE))
            .filter(name -> name.indexOf('/') == name.length() - PICKLE.length())
            .toList();
    if (pickles.size() != 1) {
      throw file.invalid(
          "a zip file of PyTorch must have one entry NAME/data.pkl; this one has %d",
          pickles.size());
    }
    return pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
  }

  /** TorchScript's archives have a data.pkl too, but of a program's objects. */
  private void refuseProgram() {
    boolean program =
        entries.containsKey(folder + "/constants.pkl")
            || entries.keySet().stream().anyMatch(name -> name.startsWith(folder + "/code/"));
    if (program) {
      throw file.invalid(
          "the file is a TorchScript archive, a program with its weights; PyTorch saves the weights"
              + " alone with torch.save(torch.jit.load(FILE).state_dict(), …)");
    }
  }

  private ByteOrder readByteOrder() throws IOException {
    ZipEntry entry = entries.get(folder + "/byteorder");
    String order =
        entry == null
            ? "little"
            : new String(small(entry, LONGEST_BYTE_ORDER), StandardCharsets.US_ASCII);
    return switch (order) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw file.invalid("the byte order must be little or big; got %s", order);
    };
  }

  /** An entry of the folder, which must lie uncompressed within the file. */
  private ZipEntry entry(String name) {
    ZipEntry entry = entries.get(folder + name);
    if (entry == null) {
      throw file.invalid("the zip file has no entry %s", folder + name);
    }
    if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
      throw file.invalid(
          "the zip file must be stored without compression, as torch.save does; entry %s is"
              + " compressed",
          entry.getName());
    }
    if (entry.getSize() > file.size()) {
      throw file.invalid(
          "entry %s has %d bytes, but the file only %d",
          entry.getName(), entry.getSize(), file.size());
    }
    return entry;
  }

  private byte[] small(ZipEntry entry, int most) throws IOException {
    ZipEntry stored = entry(entry.getName().substring(folder.length()));
    if (stored.getSize() > most) {
      throw file.invalid(
          "entry %s must have at most %d bytes; it has %d", entry.getName(), most, entry.getSize());
    }
    verify(stored);
    try (InputStream in = zip.getInputStream(stored)) {
      return in.readNBytes(most);
    }
  }

  private void check(TorchStorage storage) {
    ZipEntry entry = entry("/data/" + storage.key());
    if (storage.elements() > entry.getSize() / storage.type().bytes()
        || storage.elements() * storage.type().bytes() != entry.getSize()) {
      throw file.invalid(
          "storage %s must have %d elements of type %s; it has %d bytes",
          storage.key(), storage.elements(), storage.type(), entry.getSize());
    }
  }

  private void verify(ZipEntry entry) throws IOException {
    if (!verified.add(entry.getName())) {
      return;
    }
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum)) {
      long length = in.transferTo(OutputStream.nullOutputStream());
      if (length != entry.getSize() || sum.getValue() != entry.getCrc()) {
        throw file.invalid("entry %s is damaged: its checksum is wrong", entry.getName());
      }
    }
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public InputStream stream(TorchStorage storage, long firstElement) throws IOException {
    ZipEntry entry = entry("/data/" + storage.key());
    verify(entry);
    InputStream in = zip.getInputStream(entry);
    in.skipNBytes(firstElement * storage.type().bytes());
    return in;
  }

  @Override
  public ByteOrder byteOrder() {
    return byteOrder;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }
}
