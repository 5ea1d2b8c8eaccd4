package org.dl4jzoo.data.split;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import org.dl4jzoo.data.file.ContentDigest;
import org.dl4jzoo.data.folder.Fingerprint;

/**
 * What chance says of a group of copies: a hash of the seed and the smallest SHA-256 among its
 * files. It stays when other images are added, renamed or removed.
 */
final class GroupKey {

  private GroupKey() {}

  /**
   * The key of a group, from 0 up to but not including 1.
   *
   * @param members indices into the fingerprints
   */
  static double of(long seed, List<Integer> members, List<Fingerprint> fingerprints) {
    String digest =
        members.stream()
            .map(i -> fingerprints.get(i).digest())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    byte[] hash = new ContentDigest().add(Long.toString(seed)).add(digest).bytes();
    return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1p-53;
  }
}
