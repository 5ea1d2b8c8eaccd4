package org.dl4jzoo.app.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jzoo.app.console.UsageException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A checkpoint, opened to be read, part by part.
 *
 * <p>It may be damaged, or another program's. Every part is compared with its checksum, which
 * {@link ZipFile} doesn't do, before ND4J sees it: a wrong byte in the header of an array ends the
 * JVM. A part that is whole can still be what the zoo never wrote, so what the parsers believe is
 * checked as well. All that is thrown as an IOException and told in a sentence. Other exceptions,
 * when the network is built for example, are mistakes of this program and keep their trace.
 */
final class CheckpointFile implements AutoCloseable {

  private final Path path;
  private final ZipFile zip;

  private CheckpointFile(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  /**
   * Opens a file.
   *
   * @throws UsageException if there is none, or it is no zip file
   */
  static CheckpointFile open(Path path) {
    try {
      return new CheckpointFile(path, new ZipFile(path.toFile()));
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no checkpoint %s".formatted(path), e);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static UsageException unreadable(Path path, IOException cause) {
    return new UsageException(
        "cannot read the checkpoint %s: %s".formatted(path, UsageException.reason(cause)), cause);
  }

  /** Reads something of the file. */
  private interface Reading<T> {

    T read() throws IOException;
  }

  private <T> T read(Reading<T> part) {
    try {
      return part.read();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** What it says of its network. */
  ModelCard card() {
    return read(() -> json(Checkpoint.CARD, ModelCard.class));
  }

  /** Where the training stands. */
  TrainingState state() {
    return read(() -> json(Checkpoint.STATE, TrainingState.class));
  }

  /** The network, without its updater's state. */
  ComputationGraph network() {
    return read(this::readNetwork);
  }

  /** All of it. */
  Checkpoint checkpoint() {
    TrainingState state = state();
    ModelCard card = card();
    return read(
        () -> {
          ComputationGraph network = readNetwork();
          INDArray updater = arrayIfThere(ModelSerializer.UPDATER_BIN);
          if (updater != null) {
            network.getUpdater().setStateViewArray(updater);
          }
          return new Checkpoint(
              network,
              state,
              card,
              arrayIfThere(Checkpoint.AVERAGE),
              arrayIfThere(Checkpoint.PART_UPDATER));
        });
  }

  private ComputationGraph readNetwork() throws IOException {
    ComputationGraphConfiguration configuration = configuration();
    INDArray parameters = array(ModelSerializer.COEFFICIENTS_BIN);
    long needed =
        configuration.getVertices().values().stream()
            .mapToLong(vertex -> vertex.numParams(true))
            .sum();
    if (parameters.length() != needed) {
      throw new IOException(
          "it holds %d parameters of the %d of its network".formatted(parameters.length(), needed));
    }
    ComputationGraph network = new ComputationGraph(configuration);
    network.init(parameters, false);
    checkLabels(network);
    return network;
  }

  private void checkLabels(ComputationGraph network) throws IOException {
    int labels = json(Checkpoint.CARD, ModelCard.class).labels().size();
    Layer classifier = network.getOutputLayer(0).conf().getLayer();
    long outputs = ((FeedForwardLayer) classifier).getNOut();
    if (outputs != labels) {
      throw new IOException(
          "its %s names %d classes; its classifier has %d"
              .formatted(Checkpoint.CARD, labels, outputs));
    }
  }

  private ComputationGraphConfiguration configuration() throws IOException {
    String name = ModelSerializer.CONFIGURATION_JSON;
    String json = new String(whole(name, InputStream::readAllBytes), StandardCharsets.UTF_8);
    try {
      return GraphJson.parse(json);
    } catch (IOException e) {
      throw new IOException("its %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private <T> T json(String name, Class<T> type) throws IOException {
    try {
      T value = Checkpoint.JSON.readValue(whole(name, InputStream::readAllBytes), type);
      if (value == null) {
        throw new IOException("its %s says nothing".formatted(name));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IOException(
          "its %s must be what the zoo wrote; %s".formatted(name, e.getOriginalMessage()), e);
    }
  }

  private INDArray arrayIfThere(String name) throws IOException {
    return zip.getEntry(name) == null ? null : array(name);
  }

  private INDArray array(String name) throws IOException {
    whole(
        name,
        in -> {
          VectorHeader.check(in);
          return name;
        });
    InputStream in = new BufferedInputStream(zip.getInputStream(entry(name)));
    try (DataInputStream data = new DataInputStream(in)) {
      return Nd4j.read(data);
    }
  }

  /** Takes the bytes of a part. */
  private interface Parsing<T> {

    T of(InputStream in) throws IOException;
  }

  /** Reads a part, then what is left of it, and compares all with its checksum. */
  private <T> T whole(String name, Parsing<T> parsing) throws IOException {
    ZipEntry entry = entry(name);
    try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      T parsed = parsing.of(in);
      in.transferTo(OutputStream.nullOutputStream());
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw new ZipException("it is damaged");
      }
      return parsed;
    } catch (IOException e) {
      throw new IOException("its %s: %s".formatted(name, UsageException.reason(e)), e);
    }
  }

  private ZipEntry entry(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new FileNotFoundException("it has no " + name);
    }
    return entry;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }
}
