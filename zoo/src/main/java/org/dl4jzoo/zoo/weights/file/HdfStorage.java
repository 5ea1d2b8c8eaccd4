package org.dl4jzoo.zoo.weights.file;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * The storage that jHDF reads a file through. jHDF trusts all addresses and lengths in a file. This
 * class refuses those outside the file, and limits how much is read in all, so that structures that
 * refer to each other in circles come to an end. The data of tensors aren't read through it.
 */
final class HdfStorage implements HdfBackingStorage {

  /** jHDF reads more of a B-tree's node than is used, which may be beyond the end of the file. */
  private static final int SLACK = 1024;

  private static final int SUPERBLOCK_BYTES = 256;

  private final FileBytes file;
  private final Superblock superblock;
  private long readsLeft;
  private long bytesLeft;

  HdfStorage(FileBytes file) throws IOException {
    this.file = file;
    byte[] start = file.bytes(0, (int) Math.min(SUPERBLOCK_BYTES, file.size()));
    ByteBuffer padded = ByteBuffer.wrap(Arrays.copyOf(start, SUPERBLOCK_BYTES));
    this.superblock = Superblock.readSuperblock(padded.order(ByteOrder.LITTLE_ENDIAN));
    if (superblock.getBaseAddressByte() != 0) {
      throw new HdfException("the base address is " + superblock.getBaseAddressByte());
    }
    if (superblock.getEndOfFileAddress() > file.size()) {
      throw new HdfException(
          "it should have %d bytes, but has %d"
              .formatted(superblock.getEndOfFileAddress(), file.size()));
    }
    readsLeft = 1_000 + file.size() / 16;
    bytesLeft = (1 << 16) + 4 * file.size();
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    if (address < 0 || length < 0 || length - SLACK > file.size() - address) {
      throw new HdfException(
          "it refers to %d bytes at %d, but has only %d".formatted(length, address, file.size()));
    }
    bytesLeft -= length;
    if (--readsLeft < 0 || bytesLeft < 0) {
      throw new HdfException("its parts refer to each other without end");
    }
    try {
      long start = Math.min(address, file.size());
      byte[] bytes = file.bytes(start, (int) Math.min(length, file.size() - start));
      byte[] padded = bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
      return ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new HdfException("it can't be read: " + e.getMessage(), e);
    }
  }

  @Override
  public ByteBuffer map(long address, long length) {
    return readBufferFromAddress(address, Math.toIntExact(length));
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    return map(address, length);
  }

  @Override
  public long getUserBlockSize() {
    return 0;
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    throw new UnsupportedOperationException("jHDF reads through this class");
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  @Override
  public void close() {
    file.close();
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public boolean inMemory() {
    return false;
  }
}
