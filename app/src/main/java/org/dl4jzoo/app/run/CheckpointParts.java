package org.dl4jzoo.app.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.app.console.UsageException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parts of a checkpoint. Each is compared with its checksum, which {@link ZipFile} doesn't do,
 * and with its SHA-256 in {@code model.json} where the file has them, before anybody sees it.
 */
final class CheckpointParts implements AutoCloseable {

  /** Far above any network's. Larger ones, compressed to little, could fill the memory. */
  private static final int LONGEST_JSON = 1 << 26;

  private final ZipFile zip;
  private final ObjectNode card;
  private final Map<String, String> hashes;

  private CheckpointParts(ZipFile zip) throws IOException {
    this.zip = zip;
    this.hashes = Map.of();
    this.card = null;
  }

  private CheckpointParts(ZipFile zip, ObjectNode card) throws IOException {
    this.zip = zip;
    this.card = card;
    this.hashes = PartHashes.takeFrom(card);
  }

  /**
   * Opens a file.
   *
   * @throws IOException if there is none, or it is no checkpoint of ours
   */
  static CheckpointParts open(Path path) throws IOException {
    return open(path, Checkpoint.STATE);
  }

  /**
   * Opens a file.
   *
   * @param needed a part that such a file has, beside the card
   * @throws IOException if there is none, or it has no such part
   */
  static CheckpointParts open(Path path, String needed) throws IOException {
    ZipFile zip = new ZipFile(path.toFile());
    try {
      CheckpointParts parts = new CheckpointParts(zip);
      parts.entry(needed);
      JsonNode card = parts.tree(Checkpoint.CARD);
      if (!(card instanceof ObjectNode object)) {
        throw new IOException("its %s says nothing".formatted(Checkpoint.CARD));
      }
      return new CheckpointParts(zip, object);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** Whether it has hashes of its parts, as all that today's program writes. */
  boolean hashed() {
    return !hashes.isEmpty();
  }

  boolean has(String name) throws IOException {
    return find(name) != null;
  }

  /** What it says of its network. */
  ModelCard card() throws IOException {
    return value(Checkpoint.CARD, card, ModelCard.class);
  }

  /** A part that is JSON, as an object. */
  <T> T json(String name, Class<T> type) throws IOException {
    return value(name, tree(name), type);
  }

  private static <T> T value(String name, JsonNode tree, Class<T> type) throws IOException {
    try {
      T value = Checkpoint.JSON.treeToValue(tree, type);
      if (value == null) {
        throw new IOException("its %s says nothing".formatted(name));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw wrong(name, e);
    }
  }

  /** A part that is JSON. */
  JsonNode tree(String name) throws IOException {
    if (entry(name).getSize() > LONGEST_JSON) {
      throw new IOException("its %s has more than %d bytes".formatted(name, LONGEST_JSON));
    }
    try {
      byte[] json = whole(name, in -> in.readNBytes(LONGEST_JSON));
      return Checkpoint.JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw wrong(name, e);
    }
  }

  private static IOException wrong(String name, JsonProcessingException error) {
    return new IOException(
        "its %s must be what the zoo wrote; %s".formatted(name, JsonProblem.of(error)), error);
  }

  /** A vector of float32 of any length, which is counted before there is memory for it. */
  INDArray vector(String name) throws IOException {
    return vector(name, whole(name, VectorHeader::count));
  }

  /**
   * A vector of float32.
   *
   * @throws IOException if it isn't one of this length
   */
  INDArray vector(String name, long length) throws IOException {
    return whole(
        name,
        in -> {
          VectorHeader header = VectorHeader.read(in);
          header.checkLength(length);
          INDArray vector = Nd4j.createUninitialized(DataType.FLOAT, header.shape());
          VectorHeader.readNumbers(in, vector.data().asNioFloat());
          return vector;
        });
  }

  /**
   * The same in memory of its own, without ND4J.
   *
   * @throws IOException as {@link #vector(String, long)}
   */
  FloatPointer floats(String name, long length) throws IOException {
    return whole(
        name,
        in -> {
          VectorHeader.read(in).checkLength(length);
          FloatPointer floats = new FloatPointer(length);
          VectorHeader.readNumbers(in, floats.asBuffer());
          return floats;
        });
  }

  /** Takes the bytes of a part. */
  private interface Parsing<T> {

    T of(InputStream in) throws IOException;
  }

  /**
   * A part that is so many bytes.
   *
   * @throws IOException if it is another number
   */
  ByteBuffer bytes(String name, long length) throws IOException {
    if (entry(name).getSize() != length) {
      throw new IOException(
          "its %s must have %d bytes; it has %d".formatted(name, length, entry(name).getSize()));
    }
    return ByteBuffer.wrap(whole(name, in -> in.readNBytes(Math.toIntExact(length))));
  }

  /** Reads a part, then what is left of it, and compares all with its checksum and hash. */
  private <T> T whole(String name, Parsing<T> parsing) throws IOException {
    ZipEntry entry = entry(name);
    CRC32 sum = new CRC32();
    MessageDigest digest = PartHashes.digest();
    try (InputStream in =
        new DigestInputStream(new CheckedInputStream(zip.getInputStream(entry), sum), digest)) {
      T parsed = parsing.of(in);
      in.transferTo(OutputStream.nullOutputStream());
      if (sum.getValue() != entry.getCrc()) {
        throw new ZipException("it is damaged");
      }
      if (hashed() && !PartHashes.hex(digest).equals(hashes.get(name))) {
        throw new ZipException("it isn't what was written: its SHA-256 is another");
      }
      return parsed;
    } catch (IOException e) {
      throw new IOException("its %s: %s".formatted(name, UsageException.reason(e)), e);
    }
  }

  /** SHA-256 of a part. */
  String hash(String name) throws IOException {
    if (hashed()) {
      return hashes.get(name);
    }
    return whole(
        name,
        in -> {
          MessageDigest digest = PartHashes.digest();
          in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
          return PartHashes.hex(digest);
        });
  }

  /** Writes the same checkpoint with another card, and without what the zoo doesn't know. */
  void copy(OutputStream out, ModelCard newCard) throws IOException {
    PartHashes parts = new PartHashes(out);
    for (String name : Checkpoint.PARTS) {
      if (has(name)) {
        parts.put(name, part -> whole(name, in -> in.transferTo(part)));
      }
    }
    parts.putCard(newCard);
  }

  private ZipEntry entry(String name) throws IOException {
    ZipEntry entry = find(name);
    if (entry == null) {
      throw new FileNotFoundException("it has no " + name);
    }
    return entry;
  }

  /** Java decodes an entry's name and comment only when it is looked for. */
  private ZipEntry find(String name) throws IOException {
    try {
      return zip.getEntry(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("it is damaged: its list of parts is no text", e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
