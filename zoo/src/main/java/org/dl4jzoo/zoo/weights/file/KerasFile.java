package org.dl4jzoo.zoo.weights.file;

import io.jhdf.ObjectHeader;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An open HDF5 file of Keras: weights, or a whole model with its weights. */
final class KerasFile extends TensorFile {

  static final String FORMAT = "keras-h5";

  private final Map<String, KerasDatasets.Dataset> datasets;

  private KerasFile(FileBytes file, Map<String, KerasDatasets.Dataset> datasets) {
    super(file, listed(datasets));
    this.datasets = datasets;
  }

  static KerasFile open(FileBytes file) throws IOException {
    try {
      return new KerasFile(file, new KerasDatasets(file).byName());
    } catch (InvalidWeightsException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw file.invalid("the HDF5 file is damaged: %s", reason(e));
    }
  }

  private static Map<String, StoredTensor> listed(Map<String, KerasDatasets.Dataset> datasets) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    datasets.forEach((name, dataset) -> tensors.put(name, dataset.tensor()));
    return tensors;
  }

  /** jHDF wraps what went wrong in what it was doing. */
  private static String reason(Throwable error) {
    Throwable first = error;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first.getMessage() == null ? first.getClass().getSimpleName() : first.getMessage();
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  float[] values(StoredTensor tensor) throws IOException {
    KerasDatasets.Dataset dataset = datasets.get(tensor.name());
    try (InputStream in = bytes(dataset)) {
      return FloatReader.read(
          in, tensor.type(), dataset.order(), Math.toIntExact(tensor.elements()));
    }
  }

  private InputStream bytes(KerasDatasets.Dataset dataset) throws IOException {
    StoredTensor tensor = dataset.tensor();
    if (dataset.pieces() == null) {
      return file().stream(dataset.address(), tensor.elements() * tensor.type().bytes());
    }
    try {
      return new ByteArrayInputStream(pieces(dataset.pieces()));
    } catch (RuntimeException | StackOverflowError e) {
      throw file().invalid("weight %s is damaged: %s", tensor.name(), reason(e));
    }
  }

  private byte[] pieces(ObjectHeader stored) throws IOException {
    if (stored.getMessageOfType(DataLayoutMessage.class)
        instanceof CompactDataLayoutMessage inHeader) {
      ByteBuffer data = inHeader.getDataBuffer();
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      return bytes;
    }
    // Of its own, as the storage of one tensor's reading ends after so many reads.
    return HdfChunks.of(new HdfStorage(file()), stored).bytes();
  }
}
