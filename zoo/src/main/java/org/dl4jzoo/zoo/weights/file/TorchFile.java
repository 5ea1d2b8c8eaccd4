package org.dl4jzoo.zoo.weights.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An open file of {@code torch.save}: a state dict, or a checkpoint that has one in it. */
final class TorchFile extends TensorFile {

  static final String FORMAT = "torch";

  private final TorchArchive archive;
  private final Map<String, TorchTensor> views;
  private final List<String> notes;

  private TorchFile(FileBytes file, TorchArchive archive, StateDict weights) {
    super(file, listed(weights.tensors()));
    this.archive = archive;
    this.views = weights.tensors();
    String note = weights.note(file);
    this.notes = note == null ? List.of() : List.of(note);
  }

  /** Takes the archive over, also if this fails. */
  static TorchFile open(FileBytes file, TorchArchive archive) {
    try {
      return new TorchFile(file, archive, StateDict.of(file, archive.root()));
    } catch (RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private static Map<String, StoredTensor> listed(Map<String, TorchTensor> views) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    views.forEach(
        (name, view) ->
            tensors.put(name, new StoredTensor(name, view.storage().type(), view.shape())));
    return tensors;
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  float[] values(StoredTensor tensor) throws IOException {
    TorchTensor view = views.get(tensor.name());
    if (view.span() > MOST_ELEMENTS) {
      throw file().invalid("tensor %s is spread over too large an array", tensor.name());
    }
    try (InputStream in = archive.stream(view.storage(), view.offset())) {
      return view.arrange(
          FloatReader.read(in, tensor.type(), archive.byteOrder(), (int) view.span()));
    }
  }

  @Override
  public void close() {
    archive.close();
    super.close();
  }
}
