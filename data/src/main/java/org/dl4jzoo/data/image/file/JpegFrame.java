package org.dl4jzoo.data.image.file;

import static org.dl4jzoo.data.image.file.Bytes.bigEndian16;
import static org.dl4jzoo.data.image.file.Bytes.u8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JPEG's frame header (ITU T.81, B.2.2), and which of its coefficients the scans have given. */
final class JpegFrame {

  private static final int PROGRESSIVE = 0xc2;
  private static final int EXTENDED = 0xc1;
  private static final int COEFFICIENTS = 64;

  /**
   * One colour.
   *
   * @param id the number by which scans name it
   * @param across how densely it is sampled along the rows, in relation to the other colours
   * @param down how densely along the columns
   * @param missingBits of each coefficient, how many low bits no scan has given; -1 for all
   */
  private record Component(int id, int across, int down, List<Integer> missingBits) {}

  private final int width;
  private final int height;
  private final int marker;
  private final List<Component> components;

  private JpegFrame(int width, int height, int marker, List<Component> components) {
    this.width = width;
    this.height = height;
    this.marker = marker;
    this.components = components;
  }

  static JpegFrame read(byte[] file, int at, int marker) throws DamagedImageException {
    List<Component> components = new ArrayList<>();
    for (int i = 0; i < u8(file, at + 7); i++) {
      int from = at + 8 + 3 * i;
      int sampling = u8(file, from + 1);
      if (sampling >> 4 == 0 || (sampling & 15) == 0) {
        throw new DamagedImageException("its JPEG frame header is damaged");
      }
      List<Integer> missingBits = Arrays.asList(new Integer[COEFFICIENTS]);
      missingBits.replaceAll(unset -> -1);
      components.add(new Component(u8(file, from), sampling >> 4, sampling & 15, missingBits));
    }
    if (components.isEmpty() || components.size() > 4) {
      throw new DamagedImageException("its JPEG frame header is damaged");
    }
    return new JpegFrame(
        bigEndian16(file, at + 5), bigEndian16(file, at + 3), marker, List.copyOf(components));
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  boolean progressive() {
    return marker == PROGRESSIVE;
  }

  /** Columns that are coded together. */
  int unitWidth() {
    return components.size() == 1 ? 8 : 8 * most(true);
  }

  /** Rows that are coded together. */
  int unitHeight() {
    return components.size() == 1 ? 8 : 8 * most(false);
  }

  /** Bytes that a decoder of progressive images keeps for all coefficients, of 16 bits each. */
  long coefficientBytes() {
    return blocks() * COEFFICIENTS * 2;
  }

  /** Notes what a scan gives; {@code at} is where its header's length is. */
  void addScan(byte[] file, int at) {
    int count = u8(file, at + 2);
    int from = at + 3 + 2 * count;
    int first = progressive() ? u8(file, from) : 0;
    int last = progressive() ? u8(file, from + 1) : COEFFICIENTS - 1;
    int lowBits = progressive() ? u8(file, from + 2) & 15 : 0;
    for (int i = 0; i < count; i++) {
      int id = u8(file, at + 3 + 2 * i);
      for (Component component : components) {
        for (int k = first; component.id() == id && k <= Math.min(last, COEFFICIENTS - 1); k++) {
          component.missingBits().set(k, lowBits);
        }
      }
    }
  }

  /**
   * Checks that all coefficients were given, and by no fewer bytes than so many blocks need: a
   * header is forged more easily than data, and the size it names costs time and memory.
   */
  void requireWhole(long codedBytes) throws DamagedImageException {
    for (Component component : components) {
      if (component.missingBits().stream().anyMatch(bits -> bits != 0)) {
        throw new DamagedImageException("it is cut off: it lacks some of its scans");
      }
    }
    boolean huffman = progressive() || marker <= EXTENDED;
    // The shortest code has one bit; each block has one for its mean, and one that ends it.
    long bitsPerBlock = progressive() ? 1 : 2;
    if (huffman && codedBytes * 8 < blocks() * bitsPerBlock) {
      throw new DamagedImageException("it is cut off");
    }
  }

  /** Blocks of 64 numbers, of all colours; at least 1. */
  long blocks() {
    long blocks = 0;
    for (Component component : components) {
      blocks +=
          blocks(width, component.across(), most(true))
              * blocks(height, component.down(), most(false));
    }
    return Math.max(1, blocks);
  }

  private static long blocks(int pixels, int sampling, int most) {
    long samples = ((long) pixels * sampling + most - 1) / most;
    return (samples + 7) / 8;
  }

  private int most(boolean across) {
    return components.stream()
        .mapToInt(component -> across ? component.across() : component.down())
        .max()
        .orElseThrow();
  }
}
