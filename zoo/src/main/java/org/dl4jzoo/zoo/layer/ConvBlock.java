package org.dl4jzoo.zoo.layer;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Convolution, then a bias or batch normalisation, then an activation, as one layer. Input and
 * output are NHWC; weights are [out, in / groups, kernel, kernel].
 */
public final class ConvBlock extends FusedLayer {

  @JsonProperty private int kernelSize;
  @JsonProperty private int stride;
  @JsonProperty private int paddingTop;
  @JsonProperty private int paddingBottom;
  @JsonProperty private int paddingLeft;
  @JsonProperty private int paddingRight;
  @JsonProperty private boolean depthwise;
  @JsonProperty private int groups;
  @JsonProperty private boolean biased;
  @JsonProperty private boolean first;
  @JsonProperty private boolean startsBlocks;
  @JsonProperty private boolean infersInBlocks;

  /** For JSON. */
  ConvBlock() {}

  private ConvBlock(Builder builder) {
    super(builder);
    this.kernelSize = builder.kernelSize;
    this.stride = builder.stride;
    this.paddingTop = builder.padding.top();
    this.paddingBottom = builder.padding.bottom();
    this.paddingLeft = builder.padding.left();
    this.paddingRight = builder.padding.right();
    this.depthwise = builder.depthwise;
    this.groups = builder.groups;
    this.biased = builder.biased;
    this.first = builder.first;
    this.startsBlocks = builder.startsBlocks;
    this.infersInBlocks = builder.infersInBlocks;
  }

  /** Whether a bias is added to the convolution. */
  public boolean biased() {
    return biased;
  }

  /** Whether the input is the image, whose gradient nobody asks for. */
  public boolean first() {
    return first;
  }

  /** Whether all layers from here on may train on blocks of channels, if those are faster. */
  public boolean startsBlocks() {
    return startsBlocks;
  }

  /** Whether all layers from here on may run on blocks of channels in inference too. */
  public boolean infersInBlocks() {
    return infersInBlocks;
  }

  ConvolutionShape shape(FeatureMap in) {
    Insets padding = new Insets(paddingTop, paddingBottom, paddingLeft, paddingRight);
    return new ConvolutionShape(in, nOut, kernelSize, stride, padding, groups(in.channels()));
  }

  /** Configurations saved before groups existed hold 0. */
  private long groups(long channels) {
    return depthwise ? channels : Math.max(1, groups);
  }

  @Override
  List<LayerParameter> parameters() {
    List<LayerParameter> parameters = new ArrayList<>();
    parameters.add(weights());
    if (biased) {
      parameters.add(LayerParameter.constant(BIAS, 0, nOut));
    }
    if (normalized()) {
      parameters.addAll(normParameters(nOut));
    }
    return parameters;
  }

  private LayerParameter weights() {
    long groups = groups(nIn);
    double window = (double) kernelSize * kernelSize;
    double fanIn = nIn * window / groups;
    double fanOut = nOut * window / groups;
    return LayerParameter.weights(
        WEIGHTS, fanIn, fanOut, nOut, nIn / groups, kernelSize, kernelSize);
  }

  @Override
  ConvBlockRuntime newLayer(NeuralNetConfiguration conf, DataType type) {
    return new ConvBlockRuntime(conf, type);
  }

  @Override
  public InputType getOutputType(int index, InputType type) {
    return FeatureMaps.type(shape(FeatureMaps.shape(type)).output());
  }

  /** Builder of a convolution of one kernel size and stride, without padding at first. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends FusedLayer.Builder<Builder> {

    private final int kernelSize;
    private final int stride;
    private Insets padding = Insets.NONE;
    private boolean depthwise;
    private int groups = 1;
    private boolean biased;
    private boolean first;
    private boolean startsBlocks;
    private boolean infersInBlocks;

    /** A convolution with a square kernel. */
    public Builder(int kernelSize, int stride) {
      this.kernelSize = kernelSize;
      this.stride = stride;
    }

    /** Adds pixels around the input. */
    public Builder padding(Insets newPadding) {
      padding = newPadding;
      return this;
    }

    /** Filters each channel on its own. */
    public Builder depthwise(boolean newDepthwise) {
      depthwise = newDepthwise;
      return this;
    }

    /**
     * Splits input and output channels into so many groups of one size; an output channel reads the
     * input channels of its own group only.
     */
    public Builder groups(int newGroups) {
      groups = newGroups;
      return this;
    }

    /** Adds a bias to the convolution. */
    public Builder biased(boolean newBiased) {
      biased = newBiased;
      return this;
    }

    /** Says that the input is the image, so that no gradient is computed for it. */
    public Builder first(boolean newFirst) {
      first = newFirst;
      return this;
    }

    /** Lets this layer give blocks of channels in training; every later layer must take them. */
    public Builder startsBlocks(boolean newStartsBlocks) {
      startsBlocks = newStartsBlocks;
      return this;
    }

    /** Lets this layer give blocks of channels in inference too. */
    public Builder infersInBlocks(boolean newInfersInBlocks) {
      infersInBlocks = newInfersInBlocks;
      return this;
    }

    @Override
    public ConvBlock build() {
      return new ConvBlock(this);
    }
  }
}
