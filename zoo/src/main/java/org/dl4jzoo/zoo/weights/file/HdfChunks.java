package org.dl4jzoo.zoo.weights.file;

import io.jhdf.ObjectHeader;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.DatasetLoader;
import io.jhdf.dataset.NoParent;
import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.ByteShuffleFilter;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A data set that lies in chunks, which may be compressed with gzip. jHDF finds the chunks; they
 * are put together here, because jHDF would take those that are missing for zeros and decompress
 * without a limit. Throws unchecked exceptions of all kinds if the file is damaged.
 */
final class HdfChunks {

  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int CHECKSUM_BYTES = 4;

  private static final int FIXED_ARRAY = 3;
  private static final int TREE = 5;

  /** What deflate makes of a byte at most. */
  private static final long MOST_INFLATED = 1032;

  private final ChunkedDataset dataset;
  private final List<FilterInfo> filters;
  private final int[] shape;
  private final int[] chunk;
  private final int elementBytes;
  private final int chunkBytes;

  private HdfChunks(ChunkedDataset dataset, List<FilterInfo> filters) {
    this.dataset = dataset;
    this.filters = filters;
    this.shape = dataset.getDimensions();
    this.chunk = dataset.getChunkDimensions();
    this.elementBytes = dataset.getDataType().getSize();
    this.chunkBytes = Arrays.stream(chunk).reduce(elementBytes, Math::multiplyExact);
  }

  /** The chunks of a data set, which {@link #unreadFilter} finds nothing in. */
  static HdfChunks of(HdfStorage storage, ObjectHeader stored) {
    if (stored.getMessageOfType(DataLayoutMessage.class)
        instanceof ChunkedDataLayoutMessageV4 layout) {
      checkIndex(storage, layout);
    }
    HdfChunks chunks =
        new HdfChunks(
            (ChunkedDataset)
                DatasetLoader.createDataset(storage, stored, "chunks", NoParent.INSTANCE),
            filters(stored));
    chunks.checkGrid(storage.size());
    return chunks;
  }

  private static void checkIndex(HdfStorage storage, ChunkedDataLayoutMessageV4 layout) {
    if (layout.getIndexingType() == FIXED_ARRAY) {
      HdfIndex.checkArray(storage, layout.getAddress());
    } else if (layout.getIndexingType() == TREE) {
      HdfIndex.checkTree(storage, layout.getAddress());
    }
  }

  /** The name of a filter of a data set that isn't undone here; null if there is none. */
  static String unreadFilter(ObjectHeader stored) {
    return filters(stored).stream()
        .filter(f -> f.getId() != DEFLATE && f.getId() != SHUFFLE && f.getId() != FLETCHER32)
        .map(filter -> "%s (HDF5's filter %d)".formatted(filter.getName(), filter.getId()))
        .findFirst()
        .orElse(null);
  }

  private static List<FilterInfo> filters(ObjectHeader stored) {
    return stored.hasMessageOfType(FilterPipelineMessage.class)
        ? stored.getMessageOfType(FilterPipelineMessage.class).getFilters()
        : List.of();
  }

  /** Every chunk has its address in the file. */
  private void checkGrid(long fileBytes) {
    long most = 1 + fileBytes / Long.BYTES;
    long count = 1;
    for (int d = 0; d < shape.length; d++) {
      if (chunk.length != shape.length || chunk[d] <= 0 || count > most) {
        throw new HdfException(
            "it has chunks of %s in %s".formatted(Arrays.toString(chunk), Arrays.toString(shape)));
      }
      count *= (shape[d] + chunk[d] - 1L) / chunk[d];
    }
    if (count > most) {
      throw new HdfException("it has %d chunks, more than the file can hold".formatted(count));
    }
  }

  /** All bytes, row by row. */
  byte[] bytes() {
    List<int[]> offsets = new ArrayList<>();
    addOffsets(new int[shape.length], 0, offsets);
    // Finds out whether a chunk is missing before there is room for all.
    offsets.forEach(dataset::getRawChunkBuffer);
    byte[] all = new byte[Arrays.stream(shape).reduce(elementBytes, Math::multiplyExact)];
    for (int[] offset : offsets) {
      copy(decoded(offset), 0, all, 0, offset, 0);
    }
    return all;
  }

  private void addOffsets(int[] offset, int dimension, List<int[]> into) {
    if (dimension == shape.length) {
      into.add(offset.clone());
      return;
    }
    for (int at = 0; at < shape[dimension]; at += chunk[dimension]) {
      offset[dimension] = at;
      addOffsets(offset, dimension + 1, into);
    }
  }

  /**
   * Copies what of a chunk is within the shape.
   *
   * @param from place of the chunk's row in this dimension, counted in such rows
   * @param to the same in the whole
   */
  private void copy(byte[] piece, int from, byte[] all, int to, int[] offset, int dimension) {
    int count = Math.min(chunk[dimension], shape[dimension] - offset[dimension]);
    int source = from * chunk[dimension];
    int target = to * shape[dimension] + offset[dimension];
    if (dimension == shape.length - 1) {
      System.arraycopy(
          piece, source * elementBytes, all, target * elementBytes, count * elementBytes);
      return;
    }
    for (int i = 0; i < count; i++) {
      copy(piece, source + i, all, target + i, offset, dimension + 1);
    }
  }

  private byte[] decoded(int[] offset) {
    ByteBuffer stored = dataset.getRawChunkBuffer(offset);
    byte[] bytes = new byte[stored.remaining()];
    stored.get(bytes);
    for (int i = filters.size() - 1; i >= 0; i--) {
      bytes = undone(filters.get(i), bytes);
    }
    if (bytes.length != chunkBytes) {
      throw new HdfException("a chunk has %d bytes, not %d".formatted(bytes.length, chunkBytes));
    }
    return bytes;
  }

  private byte[] undone(FilterInfo filter, byte[] bytes) {
    return switch (filter.getId()) {
      case DEFLATE -> inflated(bytes);
      case SHUFFLE -> new ByteShuffleFilter().decode(bytes, filter.getData());
      case FLETCHER32 -> Arrays.copyOf(bytes, bytes.length - CHECKSUM_BYTES);
      default -> throw new HdfException("filter " + filter.getId());
    };
  }

  private byte[] inflated(byte[] bytes) {
    if (chunkBytes > MOST_INFLATED * bytes.length) {
      throw new HdfException("a chunk of %d bytes is too short".formatted(bytes.length));
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes);
      byte[] inflated = new byte[chunkBytes + CHECKSUM_BYTES + 1];
      int length = 0;
      int more;
      do {
        more = inflater.inflate(inflated, length, inflated.length - length);
        length += more;
      } while (more > 0);
      return Arrays.copyOf(inflated, length);
    } catch (DataFormatException e) {
      throw new HdfException("a chunk is no data of gzip", e);
    } finally {
      inflater.end();
    }
  }
}
