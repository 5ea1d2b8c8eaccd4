package org.dl4jzoo.zoo.weights.file;

import io.jhdf.Constants;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import io.jhdf.btree.BTreeV1;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups of an HDF5 file and what lies in them, found by path. Throws unchecked exceptions of all
 * kinds if the file is damaged.
 */
final class HdfTree {

  private static final int LONGEST_NAME = 1024;

  private final HdfStorage storage;

  /** What was read, by its address: a file may have one object under many names. */
  private final Map<Long, ObjectHeader> objects = new HashMap<>();

  /** The addresses of objects by name, by the address of their group. */
  private final Map<Long, Map<String, Long>> groups = new HashMap<>();

  HdfTree(HdfStorage storage) {
    this.storage = storage;
  }

  /** The group that all paths begin at. */
  ObjectHeader root() {
    long address =
        storage.getSuperblock() instanceof SuperblockV0V1 old
            ? new SymbolTableEntry(storage, old.getRootGroupSymbolTableAddress())
                .getObjectHeaderAddress()
            : ((SuperblockV2V3) storage.getSuperblock()).getRootGroupObjectHeaderAddress();
    return object(address);
  }

  private ObjectHeader object(long address) {
    ObjectHeader known = objects.get(address);
    if (known == null) {
      known = ObjectHeader.readObjectHeader(storage, address);
      objects.put(address, known);
    }
    return known;
  }

  /** What lies in a group under a path of names with slashes; null if there is no such thing. */
  ObjectHeader find(ObjectHeader group, String path) {
    ObjectHeader found = group;
    for (String name : path.split("/", -1)) {
      Long address = name.isEmpty() ? Long.valueOf(found.getAddress()) : children(found).get(name);
      if (address == null) {
        return null;
      }
      found = object(address);
    }
    return found;
  }

  /** What lies in a group, by the names in the file's order. */
  List<String> names(ObjectHeader group) {
    return List.copyOf(children(group).keySet());
  }

  private Map<String, Long> children(ObjectHeader group) {
    Map<String, Long> known = groups.get(group.getAddress());
    if (known == null) {
      known = new LinkedHashMap<>();
      if (group.hasMessageOfType(SymbolTableMessage.class)) {
        listSymbolTable(group.getMessageOfType(SymbolTableMessage.class), known);
      } else if (group.hasMessageOfType(LinkInfoMessage.class)) {
        listLinks(group, known);
      }
      groups.put(group.getAddress(), known);
    }
    return known;
  }

  /** The groups of HDF5's first format, which h5py and thus Keras write. */
  private void listSymbolTable(SymbolTableMessage table, Map<String, Long> into) {
    ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
    for (long node :
        BTreeV1.createGroupBTree(storage, table.getBTreeAddress()).getChildAddresses()) {
      for (SymbolTableEntry entry :
          new GroupSymbolTableNode(storage, node).getSymbolTableEntries()) {
        into.put(name(names, entry.getLinkNameOffset()), entry.getObjectHeaderAddress());
      }
    }
  }

  private static String name(ByteBuffer names, int offset) {
    byte[] bytes = new byte[LONGEST_NAME];
    for (int length = 0; length < LONGEST_NAME; length++) {
      bytes[length] = names.get(offset + length);
      if (bytes[length] == 0) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
      }
    }
    throw new HdfException("a name is longer than " + LONGEST_NAME + " bytes");
  }

  /** The groups of HDF5's newer format, which jHDF and h5py's {@code libver='latest'} write. */
  private void listLinks(ObjectHeader group, Map<String, Long> into) {
    LinkInfoMessage info = group.getMessageOfType(LinkInfoMessage.class);
    List<LinkMessage> links =
        info.getBTreeNameIndexAddress() == Constants.UNDEFINED_ADDRESS
            ? group.getMessagesOfType(LinkMessage.class)
            : HdfIndex.links(storage, info);
    for (LinkMessage link : links) {
      if (link.getLinkType() == LinkMessage.LinkType.HARD) {
        into.put(link.getLinkName(), link.getHardLinkAddress());
      }
    }
  }
}
