package org.dl4jzoo.zoo.weights.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An open file of {@code torch.save}: a state dict, or a checkpoint that has one in it. */
final class TorchFile extends TensorFile {

  static final String FORMAT = "torch";

  /** Under these names checkpoints keep the state dict. */
  private static final List<String> STATE_DICT_KEYS =
      List.of("state_dict", "model_state_dict", "model");

  private final TorchArchive archive;
  private final Map<String, TorchTensor> views;

  private TorchFile(FileBytes file, TorchArchive archive, Map<String, TorchTensor> views) {
    super(file, listed(views));
    this.archive = archive;
    this.views = views;
  }

  /** Takes the archive over, also if this fails. */
  static TorchFile open(FileBytes file, TorchArchive archive) {
    try {
      return new TorchFile(file, archive, stateDict(file, archive.root()));
    } catch (RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private static Map<String, TorchTensor> stateDict(FileBytes file, Object root) {
    if (root instanceof PickledDict dict) {
      Map<String, TorchTensor> tensors = tensors(dict);
      if (!tensors.isEmpty()) {
        return tensors;
      }
      for (String key : STATE_DICT_KEYS) {
        if (dict.entries().get(key) instanceof PickledDict nested && !tensors(nested).isEmpty()) {
          return tensors(nested);
        }
      }
    }
    throw file.invalid(
        "the file must hold a dict of tensors, or have one under a key of %s; it doesn't",
        STATE_DICT_KEYS);
  }

  private static Map<String, TorchTensor> tensors(PickledDict dict) {
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    dict.entries()
        .forEach(
            (key, value) -> {
              if (key instanceof String name && value instanceof TorchTensor tensor) {
                tensors.put(name, tensor);
              }
            });
    return tensors;
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
