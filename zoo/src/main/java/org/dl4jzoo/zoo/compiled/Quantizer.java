package org.dl4jzoo.zoo.compiled;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.layer.kernel.GroupMerge;
import org.dl4jzoo.zoo.program.LayerWeights;
import org.dl4jzoo.zoo.program.Value;

/**
 * Quantizes a network after its training: weights to 8 bits, symmetric around zero with a step for
 * each output, and values to 8 bits with a step each that loses least on images, as it is looked at
 * in float32. What rounded weights change in the mean output is taken off the biases (Nagel et al.
 * 2019, section 4.2).
 */
public final class Quantizer {

  private final Program program;
  private final LayerWeights parameters;
  private final IntegerValues integers;
  private final Map<String, Magnitudes> magnitudes = new HashMap<>();
  private final Map<String, InputMeans> means = new HashMap<>();

  /**
   * Quantizes nothing yet.
   *
   * @param images the input, NHWC
   * @param output what is asked for; it stays float32
   * @param instructions each after those whose outputs it reads
   * @param parameters of their layers, float32
   */
  public Quantizer(
      Value images, Value output, List<Instruction> instructions, LayerWeights parameters) {
    this.program = new Program(images, output, instructions).simplified().forIntegers();
    this.parameters = parameters;
    this.integers = new IntegerValues(program);
    integers.read().forEach(value -> magnitudes.put(value.name(), new Magnitudes()));
    program.instructions().stream()
        .filter(each -> each.integerForm() == NarrowForm.READS)
        .forEach(each -> means.computeIfAbsent(input(each).name(), name -> means(each)));
  }

  private static Value input(Instruction instruction) {
    return instruction.inputs().get(0);
  }

  /** A fully connected layer reads each pixel of a channel by another weight. */
  private static InputMeans means(Instruction reader) {
    Value x = input(reader);
    long each = reader instanceof Dense ? x.area() * x.channels() : x.channels();
    return new InputMeans(Math.toIntExact(each));
  }

  /**
   * Looks at what the network makes of images.
   *
   * @param images [N,H,W,C], from the buffer's start on; direct
   */
  public void observe(int batch, FloatBuffer images) {
    Layouts layouts = Layouts.of(program, false);
    Placement placement = new Placement(program, layouts, batch, true);
    try (Constants constants = new Constants(parameters);
        Pass pass =
            new Pass(
                Assembly.calls(program, layouts, placement, constants, batch), placement.bytes())) {
      pass.run(new FloatPointer(images), null);
      note(program.input(), images.slice(0, count(batch, program.input())));
      for (Instruction instruction : program.instructions()) {
        Value value = instruction.output();
        int count = count(batch, value);
        note(value, pass.at(placement.offset(value)).floats(count));
      }
    }
  }

  private static int count(int batch, Value value) {
    return Math.toIntExact(batch * value.area() * value.channels());
  }

  private void note(Value value, FloatBuffer values) {
    if (magnitudes.containsKey(value.name())) {
      magnitudes.get(value.name()).add(values);
    }
    if (means.containsKey(value.name())) {
      means.get(value.name()).add(values);
    }
  }

  /** The quantized network, by what was seen. */
  public QuantizedWeights quantized() {
    Map<String, QuantizedWeights.Layer> layers = new HashMap<>();
    for (Instruction instruction : program.instructions()) {
      if (instruction instanceof Convolution convolution) {
        layers.put(convolution.layer(), layer(convolution));
      } else if (instruction instanceof Dense dense) {
        layers.put(dense.layer(), layer(dense));
      }
    }
    Map<List<Value>, Numeral> shared = new HashMap<>();
    Map<String, Numeral> numerals = new HashMap<>();
    for (Value value : integers.read()) {
      Numeral numeral = shared.computeIfAbsent(integers.sharing(value), this::numeral);
      numerals.put(value.name(), numeral);
    }
    return new QuantizedWeights(layers, numerals);
  }

  private Numeral numeral(List<Value> sharing) {
    Magnitudes all = new Magnitudes();
    for (Value each : sharing) {
      all.add(magnitudes.get(each.name()));
    }
    return all.numeral();
  }

  private QuantizedWeights.Layer layer(Convolution convolution) {
    GroupMerge apart = GroupMerge.apart(ConvolutionCall.shape(convolution, 1));
    Folding folding = new Folding(convolution, parameters.of(convolution.layer()));
    float[] means = this.means.get(convolution.x().name()).means();
    int inputs = convolution.x().channels() / convolution.groups();
    int taps = convolution.kernelSize() * convolution.kernelSize();
    int outputsOfGroup = convolution.output().channels() / convolution.groups();
    return RoundedLayer.of(
        folding.weights(apart),
        folding.shift(),
        (out, in) -> means[out / outputsOfGroup * inputs + in / taps]);
  }

  private QuantizedWeights.Layer layer(Dense dense) {
    LayerWeights.Layer layer = parameters.of(dense.layer());
    float[] means = this.means.get(dense.x().name()).means();
    return RoundedLayer.of(floats(layer.weights()), floats(layer.bias()), (out, in) -> means[in]);
  }

  private static float[] floats(FloatBuffer buffer) {
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return values;
  }
}
