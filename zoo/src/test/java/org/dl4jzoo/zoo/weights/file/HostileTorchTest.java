package org.dl4jzoo.zoo.weights.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pickles and zip files that want to do or hold something else than tensors are refused. */
class HostileTorchTest {

  private static final String ONLY_TENSORS =
      "only tensors in dicts are read, as torch.save(model.state_dict(), …) writes them; the pickle"
          + " asks for %s, which was not executed (%s)";

  private static final String KEYS =
      " model_state_dict, model_state, model, net, network, module, weights, params,"
          + " state_dict_ema, ema_state_dict, model_ema, ema]; it doesn't";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "hostile.pth, posix.system",
    "hostile-legacy.pth, posix.system",
    "whole-model.pth, torch.nn.modules.linear.Linear",
    "whole-model-in-dict.pth, torch.nn.modules.linear.Linear"
  })
  void other_classes_and_functions_are_refused_by_name(String name, String function) {
    Path path = WeightFixture.path(name);
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(path))
        .withMessage(ONLY_TENSORS, function, path);
  }

  @Test
  void a_program_with_its_weights_is_called_by_its_name() {
    Path path = WeightFixture.path("script.pt");
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(path))
        .withMessageStartingWith("the file is a TorchScript archive, a program with its weights;");
  }

  @Test
  void old_ways_of_naming_a_function_are_no_way_around() throws IOException {
    String argument = "(X\u0001\u0000\u0000\u0000x";
    assertRefused("cbuiltins\neval\n" + argument + "tR.", "builtins.eval");
    assertRefused(argument + "ios\nsystem\n.", "os.system");
  }

  @ParameterizedTest
  @MethodSource("badPickles")
  void a_pickle_that_makes_no_sense_is_refused(String pickle, String sentence) throws IOException {
    Path file = zip(Map.of("a/data.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1)));
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(file))
        .withMessage("%s (%s)", sentence, file);
  }

  static Stream<Arguments> badPickles() {
    return Stream.of(
        arguments("K", "the pickle ends early"),
        arguments(
            "T\u0000\u0000\u0000p", "the pickle must have at most 8388608 bytes; it has more"),
        arguments(".", "the pickle takes a value from an empty stack"),
        arguments("(.", "the pickle takes a value from an empty stack"),
        arguments("N(.", "the pickle takes a value from an empty stack"),
        arguments("t.", "the pickle's stack has no mark where one is needed"),
        arguments("h\u0005.", "the pickle refers to its value 5, which isn't there"),
        arguments("}]Ns.", "the keys of a pickle's dicts must be texts or numbers"),
        arguments("}(Nu.", "a dict of the pickle has a key without a value"),
        arguments("NNa.", "the pickle appends to something that is no list"),
        arguments("NNNs.", "the pickle sets an item of something that is no dict"),
        arguments("NNR.", "the pickle's arguments must be a tuple"),
        arguments("N)R.", "the pickle makes an object of something that can't make one"),
        arguments("]Nb.", "the pickle sets the state of an object that has none"),
        arguments("NQ.", "the pickle's persistent id must be a tuple"),
        arguments(")Q.", "the pickle refers to data in a way that torch.save doesn't"),
        arguments("\u0097.", "the pickle has the instruction 0x97, which torch.save doesn't write"),
        arguments("(".repeat(1 << 18), "the pickle puts more than 131072 marks on its stack"),
        arguments("N".repeat(1 << 18), "the pickle puts more than 131072 values on its stack"),
        arguments("N0".repeat(1 << 20), "a pickle must have at most 1048576 instructions"),
        arguments("c" + "x".repeat(2000), "a name in the pickle is longer than 1000 bytes"),
        arguments(
            "]q\u0000h\u0000a.",
            "the file must hold a dict of tensors, or have one under a key of [state_dict,"
                + KEYS));
  }

  private void assertRefused(String pickle, String function) throws IOException {
    Path file = zip(Map.of("a/data.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1)));
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(file))
        .withMessage(ONLY_TENSORS, function, file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list.pth|the file must hold a dict of tensors, or have one under a key of [state_dict,"
            + KEYS,
        "expanded.pth|a tensor of shape [1000, 1000] with strides [0, 0] at 0 must lie within its"
            + " storage of 1 elements and not repeat any",
        "deflated.pth|the zip file must be stored without compression, as torch.save does; entry"
            + " state-dict/data.pkl is compressed"
      })
  void what_is_no_plain_state_dict_is_refused(String name, String sentence) {
    Path path = WeightFixture.path(name);
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(path))
        .withMessage("%s (%s)", sentence, path);
  }

  @Test
  void a_damaged_tensor_is_known_by_its_checksum() throws IOException {
    byte[] bytes = Files.readAllBytes(WeightFixture.path("big-endian.pth"));
    int data = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("?\u00c0\u0000\u0000");
    bytes[data] ^= 1;
    Path file = Files.write(folder.resolve("flipped.pth"), bytes);
    try (WeightFile weights = WeightFile.open(file)) {
      assertThatExceptionOfType(InvalidWeightsException.class)
          .isThrownBy(() -> weights.read("w"))
          .withMessage("entry archive/data/0 is damaged: its checksum is wrong (%s)", file);
    }
  }

  @Test
  void entries_that_want_out_of_the_archive_are_never_looked_for() throws IOException {
    Map<String, byte[]> entries = entries(WeightFixture.path("big-endian.pth"));
    entries.put("../../escaped", new byte[1]);
    entries.put("/etc/escaped", new byte[1]);
    try (WeightFile weights = WeightFile.open(zip(entries))) {
      assertThat(weights.read("w")).containsExactly(1.5f, -2, 3.25f, 1e-3f);
    }
    assertThat(Files.exists(folder.resolve("../../escaped"))).isFalse();
  }

  @Test
  void two_entries_of_one_name_are_refused() throws IOException {
    Map<String, byte[]> entries = entries(WeightFixture.path("big-endian.pth"));
    entries.put("archive/data/1", new byte[16]);
    Path file = zip(entries);
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(
        file, bytes.replace("archive/data/1", "archive/data/0"), StandardCharsets.ISO_8859_1);
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(file))
        .withMessage("the zip file has two entries archive/data/0 (%s)", file);
  }

  @Test
  void a_zip_file_of_something_else_is_refused() throws IOException {
    Path file = zip(Map.of("configuration.json", new byte[2]));
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(file))
        .withMessage(
            "a zip file of PyTorch must have one entry NAME/data.pkl; this one has 0 (%s)", file);
  }

  @Test
  void a_storage_must_be_as_large_as_the_pickle_says() throws IOException {
    Map<String, byte[]> entries = entries(WeightFixture.path("big-endian.pth"));
    entries.put("archive/data/0", new byte[12]);
    Path file = zip(entries);
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(file))
        .withMessage("storage 0 must have 4 elements of type F32; it has 12 bytes (%s)", file);
  }

  private Path zip(Map<String, byte[]> entries) throws IOException {
    return Files.write(folder.resolve("made.pth"), zipped(entries));
  }

  static Map<String, byte[]> entries(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  /** An uncompressed zip file with right checksums. */
  static byte[] zipped(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        CRC32 sum = new CRC32();
        sum.update(entry.getValue());
        ZipEntry stored = new ZipEntry(entry.getKey());
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(entry.getValue().length);
        stored.setCrc(sum.getValue());
        out.putNextEntry(stored);
        out.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
