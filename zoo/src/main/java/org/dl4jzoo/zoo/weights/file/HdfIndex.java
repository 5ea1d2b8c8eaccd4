package org.dl4jzoo.zoo.weights.file;

import io.jhdf.FractalHeap;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.btree.record.BTreeRecord;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;

/**
 * What is indexed by a tree and kept in a heap, as HDF5's newer format has it ({@code
 * libver='latest'}) where a group has many members or an object many attributes. jHDF makes room
 * for as many entries as an index claims to have; the claims are compared with the file before.
 * Throws unchecked exceptions of all kinds if the file is damaged.
 */
final class HdfIndex {

  /** Where a tree's header has the size of a record, which has 2 bytes. */
  private static final int RECORD_SIZE = 10;

  /** Bytes of a tree's header before the address of its root, and between this and the count. */
  private static final int BEFORE_ROOT = 16;

  private static final int BEFORE_COUNT = 2;

  /** Where a fixed array's header has the size of an entry, which has 1 byte, and the count. */
  private static final int ENTRY_SIZE = 6;

  private static final int ENTRIES = 8;

  private HdfIndex() {}

  /** The members of a group, sorted by name as groups of the older format are. */
  static List<LinkMessage> links(HdfStorage storage, LinkInfoMessage info) {
    FractalHeap heap = new FractalHeap(storage, info.getFractalHeapAddress());
    return HdfIndex.<LinkNameForIndexedGroupRecord>records(storage, info.getBTreeNameIndexAddress())
        .stream()
        .map(entry -> LinkMessage.fromBuffer(heap.getId(entry.getId()), storage.getSuperblock()))
        .sorted(Comparator.comparing(LinkMessage::getLinkName))
        .toList();
  }

  /** The attributes of an object. */
  static List<AttributeMessage> attributes(HdfStorage storage, AttributeInfoMessage info) {
    FractalHeap heap = new FractalHeap(storage, info.getFractalHeapAddress());
    return HdfIndex.<AttributeNameForIndexedAttributesRecord>records(
            storage, info.getAttributeNameBTreeAddress())
        .stream()
        .map(
            entry -> new AttributeMessage(heap.getId(entry.getHeapId()), storage, entry.getFlags()))
        .toList();
  }

  private static <T extends BTreeRecord> List<T> records(HdfStorage storage, long address) {
    checkTree(storage, address);
    return new BTreeV2<T>(storage, address).getRecords();
  }

  /** Compares how many records a tree of the newer kind claims to have with the file's size. */
  static void checkTree(HdfStorage storage, long address) {
    int count = BEFORE_ROOT + storage.getSizeOfOffsets() + BEFORE_COUNT;
    ByteBuffer header = storage.readBufferFromAddress(address, count + storage.getSizeOfLengths());
    int size = Short.toUnsignedInt(header.getShort(RECORD_SIZE));
    check(storage, header.position(count), size);
  }

  /** Compares how many entries an array of chunks claims to have with the file's size. */
  static void checkArray(HdfStorage storage, long address) {
    ByteBuffer header =
        storage.readBufferFromAddress(address, ENTRIES + storage.getSizeOfLengths());
    int size = Byte.toUnsignedInt(header.get(ENTRY_SIZE));
    check(storage, header.position(ENTRIES), size);
  }

  private static void check(HdfStorage storage, ByteBuffer atCount, int size) {
    long count = Utils.readBytesAsUnsignedLong(atCount, storage.getSizeOfLengths());
    if (size == 0 || count < 0 || count > storage.size() / size) {
      throw new HdfException("an index has %d entries of %d bytes".formatted(count, size));
    }
  }
}
