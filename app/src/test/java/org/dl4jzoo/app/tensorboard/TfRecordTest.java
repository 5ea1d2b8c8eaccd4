package org.dl4jzoo.app.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TfRecordTest {

  /** What the format asks for, by a CRC-32C that is known from elsewhere. */
  private static int masked(int crc) {
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  /** The checksum of these digits is that of the catalogue of CRCs, CRC-32/ISCSI. */
  @Test
  void a_frame_holds_length_content_and_the_checksum_of_each() {
    byte[] content = "123456789".getBytes(StandardCharsets.US_ASCII);

    ByteBuffer frame = ByteBuffer.wrap(TfRecord.framed(content)).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(frame.remaining()).isEqualTo(8 + 4 + 9 + 4);
    assertThat(frame.getLong(0)).isEqualTo(9);
    assertThat(frame.getInt(21)).isEqualTo(masked(0xE3069283));
  }

  /** 32 bytes of zero have the checksum 8A9136AA: RFC 3720, B.4. */
  @Test
  void checksums_are_those_of_the_standard() {
    ByteBuffer frame =
        ByteBuffer.wrap(TfRecord.framed(new byte[32])).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(frame.getInt(8 + 4 + 32)).isEqualTo(masked(0x8A9136AA));
  }
}
