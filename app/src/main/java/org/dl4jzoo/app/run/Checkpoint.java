package org.dl4jzoo.app.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.UsageException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network with its updater's state and where its training stands. The file is a Deeplearning4j
 * model, which {@code ModelSerializer} reads, with {@value #STATE} and {@value #CARD} beside it. It
 * is written here because {@code ModelSerializer} spends seconds compressing weights, which hardly
 * shrink, and reads a whole file into one array, which ends at 2 GB.
 *
 * @param network the whole network; its updater's state too, where all of it is trained
 * @param state where the training stands
 * @param card what has to be known to use it
 * @param average of the weights in training; null where they are not averaged
 * @param partUpdater the updater's state where a part of the network is trained; else null
 */
public record Checkpoint(
    ComputationGraph network,
    TrainingState state,
    ModelCard card,
    INDArray average,
    INDArray partUpdater) {

  static final String STATE = "training.json";
  static final String CARD = "model.json";
  static final String AVERAGE = "average.bin";
  static final String PART_UPDATER = "partUpdaterState.bin";

  /** All parts but the card, in the order in which they are written. */
  static final List<String> PARTS =
      List.of(
          ModelSerializer.CONFIGURATION_JSON,
          ModelSerializer.COEFFICIENTS_BIN,
          ModelSerializer.UPDATER_BIN,
          PART_UPDATER,
          AVERAGE,
          STATE);

  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A checkpoint without an average, of a network that is trained as a whole. */
  public Checkpoint(ComputationGraph network, TrainingState state, ModelCard card) {
    this(network, state, card, null, null);
  }

  /** The same with another card. */
  public Checkpoint with(ModelCard newCard) {
    return new Checkpoint(network, state, newCard, average, partUpdater);
  }

  /** The same in another state. */
  public Checkpoint with(TrainingState newState) {
    return new Checkpoint(network, newState, card, average, partUpdater);
  }

  /** Whether no number of it, weight, average or optimizer's state, is NaN or infinite. */
  public boolean isFinite() {
    INDArray updater = partUpdater == null ? network.getUpdater().getStateViewArray() : partUpdater;
    return Stream.of(network.params(), updater, average)
        .filter(Objects::nonNull)
        .allMatch(FiniteNumbers::all);
  }

  /**
   * Writes a checkpoint whole, or leaves the old one as it was.
   *
   * @throws UsageException if the disk is full or the folder can't be written
   */
  public void write(Path file) {
    OutputFile.write(file, this::writeTo);
  }

  private void writeTo(OutputStream out) throws IOException {
    PartHashes parts = new PartHashes(out);
    byte[] configuration = network.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8);
    parts.put(ModelSerializer.CONFIGURATION_JSON, part -> part.write(configuration));
    putArray(parts, ModelSerializer.COEFFICIENTS_BIN, network.params());
    if (partUpdater == null) {
      putArray(parts, ModelSerializer.UPDATER_BIN, network.getUpdater().getStateViewArray());
    }
    putArray(parts, PART_UPDATER, partUpdater);
    putArray(parts, AVERAGE, average);
    parts.put(STATE, part -> part.write(JSON.writeValueAsBytes(state)));
    parts.putCard(card);
  }

  private static void putArray(PartHashes parts, String name, INDArray array) throws IOException {
    if (array != null) {
      parts.put(name, part -> VectorHeader.write(array, part));
    }
  }

  /**
   * Reads a checkpoint.
   *
   * @throws UsageException if there is none, or it is not one of ours, or damaged
   */
  public static Checkpoint read(Path file) {
    try (CheckpointFile opened = CheckpointFile.open(file)) {
      return opened.checkpoint();
    }
  }
}
