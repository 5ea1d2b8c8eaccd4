package org.dl4jzoo.zoo.weights.file;

import io.jhdf.Constants;
import io.jhdf.GlobalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Attributes that are lists of strings, of fixed or variable length. Throws unchecked exceptions of
 * all kinds if the file is damaged.
 */
final class HdfStrings {

  /** Bytes of an index into a global heap, and of a string's length. */
  private static final int INT_BYTES = 4;

  private final HdfStorage storage;
  private final Map<Long, GlobalHeap> heaps = new HashMap<>();

  /** By the addresses of the objects. */
  private final Map<Long, List<AttributeMessage>> attributes = new HashMap<>();

  /**
   * How long the strings still to come may be together. Strings of variable length may share their
   * bytes, so that a small file could ask for any amount of memory.
   */
  private long bytesLeft;

  HdfStrings(HdfStorage storage) {
    this.storage = storage;
    this.bytesLeft = storage.size();
  }

  /** An attribute of an object; nothing if it has no such attribute. */
  Optional<List<String>> read(ObjectHeader object, String name) {
    return attributes.computeIfAbsent(object.getAddress(), address -> all(object)).stream()
        .filter(message -> message.getName().equals(name))
        .findFirst()
        .map(this::decode);
  }

  private List<AttributeMessage> all(ObjectHeader object) {
    List<AttributeMessage> all = new ArrayList<>(object.getMessagesOfType(AttributeMessage.class));
    for (AttributeInfoMessage info : object.getMessagesOfType(AttributeInfoMessage.class)) {
      if (info.getFractalHeapAddress() != Constants.UNDEFINED_ADDRESS) {
        all.addAll(HdfIndex.attributes(storage, info));
      }
    }
    return all;
  }

  private List<String> decode(AttributeMessage attribute) {
    ByteBuffer data = attribute.getDataBuffer();
    if (data == null) {
      return List.of();
    }
    int count = Math.toIntExact(attribute.getDataSpace().getTotalLength());
    if (attribute.getDataType() instanceof StringData type) {
      return List.of((String[]) type.fillData(data, new int[] {count}, storage));
    }
    if (attribute.getDataType() instanceof VariableLength type && type.isVariableLengthString()) {
      return variable(type, data, count);
    }
    throw new HdfException("its attribute " + attribute.getName() + " holds no strings");
  }

  private List<String> variable(VariableLength type, ByteBuffer data, int count) {
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = data.getInt();
      long address = address(data);
      int index = data.getInt();
      if (index == 0) {
        strings.add("");
        continue;
      }
      bytesLeft -= length;
      if (length < 0 || bytesLeft < 0) {
        throw new HdfException("a string has the length " + length);
      }
      ByteBuffer object =
          heaps
              .computeIfAbsent(address, place -> new GlobalHeap(storage, place))
              .getObjectData(index);
      strings.add(type.getEncoding().decode(object.limit(length)).toString());
    }
    return strings;
  }

  private long address(ByteBuffer data) {
    return switch (storage.getSizeOfOffsets()) {
      case INT_BYTES -> Integer.toUnsignedLong(data.getInt());
      case Long.BYTES -> data.getLong();
      default -> throw new HdfException("addresses have " + storage.getSizeOfOffsets() + " bytes");
    };
  }
}
