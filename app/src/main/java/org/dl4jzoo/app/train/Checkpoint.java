package org.dl4jzoo.app.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jzoo.app.AtomicFile;
import org.dl4jzoo.app.UsageException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network with its updater's state and where its training stands; where weights are averaged,
 * also their average, which is null elsewhere. The file is a Deeplearning4j model, which {@code
 * ModelSerializer} reads, with {@value #STATE} beside it. It is written here because {@code
 * ModelSerializer} spends seconds compressing weights, which hardly shrink, and reads a whole file
 * into one array, which ends at 2 GB.
 */
public record Checkpoint(ComputationGraph network, TrainingState state, INDArray average) {

  static final String STATE = "training.json";
  private static final String AVERAGE = "average.bin";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A checkpoint without an average. */
  public Checkpoint(ComputationGraph network, TrainingState state) {
    this(network, state, null);
  }

  /**
   * Writes a checkpoint whole, or leaves the old one as it was.
   *
   * @throws UsageException if the disk is full or the folder can't be written
   */
  public void write(Path file) {
    AtomicFile.write(file, this::writeTo);
  }

  private void writeTo(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.NO_COMPRESSION);
    zip.putNextEntry(new ZipEntry(ModelSerializer.CONFIGURATION_JSON));
    zip.write(network.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
    putArray(zip, ModelSerializer.COEFFICIENTS_BIN, network.params());
    INDArray updaterState = network.getUpdater().getStateViewArray();
    if (updaterState != null) {
      putArray(zip, ModelSerializer.UPDATER_BIN, updaterState);
    }
    if (average != null) {
      putArray(zip, AVERAGE, average);
    }
    zip.putNextEntry(new ZipEntry(STATE));
    zip.write(JSON.writeValueAsBytes(state));
    zip.finish();
  }

  private static void putArray(ZipOutputStream zip, String name, INDArray array)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    DataOutputStream data = new DataOutputStream(zip);
    Nd4j.write(array, data);
    data.flush();
  }

  /**
   * Reads a checkpoint.
   *
   * @throws UsageException if there is none, or it is not one of ours, or damaged
   */
  public static Checkpoint read(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ComputationGraph network = readNetwork(zip);
      INDArray average = zip.getEntry(AVERAGE) == null ? null : readArray(zip, AVERAGE);
      try (InputStream in = open(zip, STATE)) {
        return new Checkpoint(network, JSON.readValue(in, TrainingState.class), average);
      }
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no checkpoint %s".formatted(file));
    } catch (IOException | RuntimeException e) {
      throw new UsageException("cannot read the checkpoint %s: %s".formatted(file, e.getMessage()));
    }
  }

  private static ComputationGraph readNetwork(ZipFile zip) throws IOException {
    ComputationGraphConfiguration configuration;
    try (InputStream in = open(zip, ModelSerializer.CONFIGURATION_JSON)) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      configuration = ComputationGraphConfiguration.fromJson(json);
    }
    ComputationGraph network = new ComputationGraph(configuration);
    network.init(readArray(zip, ModelSerializer.COEFFICIENTS_BIN), false);
    if (zip.getEntry(ModelSerializer.UPDATER_BIN) != null) {
      network.getUpdater().setStateViewArray(readArray(zip, ModelSerializer.UPDATER_BIN));
    }
    return network;
  }

  private static INDArray readArray(ZipFile zip, String name) throws IOException {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(open(zip, name)))) {
      return Nd4j.read(in);
    }
  }

  private static InputStream open(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new FileNotFoundException("it has no " + name);
    }
    return zip.getInputStream(entry);
  }
}
