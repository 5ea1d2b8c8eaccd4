package org.dl4jzoo.app.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame of a record in a TFRecord file
 * (https://www.tensorflow.org/tutorials/load_data/tfrecord): length, checksum of the length, the
 * record, checksum of the record.
 */
final class TfRecord {

  private static final int MASK = 0xa282ead8;

  private TfRecord() {}

  static byte[] framed(byte[] content) {
    ByteBuffer frame =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + content.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(content.length);
    frame.putInt(maskedCrc(frame.array(), Long.BYTES));
    frame.put(content);
    frame.putInt(maskedCrc(content, content.length));
    return frame.array();
  }

  /** A checksum of data that holds checksums would be weak, so these are turned and shifted. */
  private static int maskedCrc(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
  }
}
