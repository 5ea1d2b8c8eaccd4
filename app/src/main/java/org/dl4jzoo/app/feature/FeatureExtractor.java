package org.dl4jzoo.app.feature;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.data.ParallelSteps;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.batch.ImageViews;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Unreadable;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.zoo.inference.Inference;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs images through the frozen part of a network, those whose features are kept excepted. */
public final class FeatureExtractor {

  /** Rows of a batch, all views of an image in the same one. */
  private static final int ROWS = 32;

  private static final int CHUNK_FLOATS = 1 << 14;
  private static final long MOST_BYTES_ON_DISK = 2L << 30;

  /** To be raised whenever the same network and image give other features than before. */
  private static final String VERSION = "2";

  private final ComputationGraph backbone;
  private final ImageViews views;
  private final Path sets;
  private final BackboneKey key;
  private final long[] shape;

  /**
   * An extractor.
   *
   * @param backbone whose first output are the features
   * @param key what decides the features besides parameters and images
   * @param views how images become its input
   * @param cacheFolder below which features are kept
   */
  public FeatureExtractor(
      ComputationGraph backbone, BackboneKey key, ImageViews views, Path cacheFolder) {
    this.backbone = backbone;
    this.key = key;
    this.views = views;
    this.sets = cacheFolder.resolve("features");
    long[] batch = backbone.output(false, Nd4j.zeros(batchShape(1)))[0].shape();
    this.shape = Arrays.copyOfRange(batch, 1, batch.length);
  }

  /** Floats of the features of one view. */
  public int length() {
    return (int) ArrayUtil.prodLong(shape);
  }

  /** Whether features of one view are on disk, of whatever images. */
  public boolean keepsAny() {
    return cache(1).keepsAny();
  }

  /** How many of the images have no features on disk that are of one view. */
  public int missing(List<Example> examples) {
    Extraction extraction = new Extraction(examples, 1, cache(1));
    extraction.readKept();
    return extraction.missing().size();
  }

  private FeatureCache cache(int count) {
    return new FeatureCache(sets, digest(count), count * length(), MOST_BYTES_ON_DISK);
  }

  /**
   * The features of images.
   *
   * @param count views of each image, at most {@value #ROWS}
   * @param stop asked after every batch
   * @return empty if it was told to stop; what was computed until then is on disk
   */
  public Optional<Features> extract(
      List<Example> examples, int count, BooleanSupplier stop, Progress progress) {
    FeatureCache cache = cache(count);
    cache.reserve(examples.size());
    Extraction extraction = new Extraction(examples, count, cache);
    extraction.readKept();
    return extraction.compute(stop, progress) ? Optional.of(extraction.result()) : Optional.empty();
  }

  private long[] batchShape(int rows) {
    Preprocessing image = views.preprocessing();
    return new long[] {rows, image.height(), image.width(), image.channels()};
  }

  /** Of everything that decides the features of an image, its contents excepted. */
  private String digest(int count) {
    MessageDigest sha256 = sha256();
    for (String part : List.of(VERSION, key.text(), views.signature(), String.valueOf(count))) {
      sha256.update((part + "\n").getBytes(StandardCharsets.UTF_8));
    }
    try (INDArray parameters = backbone.params().dup()) {
      update(sha256, parameters.data().asNioFloat());
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void update(MessageDigest digest, FloatBuffer values) {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES);
    for (int start = 0; start < values.capacity(); start += CHUNK_FLOATS) {
      int length = Math.min(CHUNK_FLOATS, values.capacity() - start);
      chunk.asFloatBuffer().put(0, values, start, length);
      digest.update(chunk.array(), 0, length * Float.BYTES);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }

  /** The features of one list of images. */
  private final class Extraction {

    private final List<Example> examples;
    private final int count;
    private final FeatureCache cache;
    private final AtomicReferenceArray<float[]> values;
    private final Map<Integer, Unreadable> skipped = new ConcurrentSkipListMap<>();

    Extraction(List<Example> examples, int count, FeatureCache cache) {
      this.examples = examples;
      this.count = count;
      this.cache = cache;
      this.values = new AtomicReferenceArray<>(examples.size());
    }

    void readKept() {
      IntStream.range(0, examples.size())
          .parallel()
          .forEach(i -> unlessUnreadable(i, image -> values.set(i, cache.read(image.digest()))));
    }

    private void unlessUnreadable(int index, Consumer<ImageViews.Source> use) {
      try {
        use.accept(views.read(examples.get(index).file()));
      } catch (UnreadableImageException e) {
        skipped.put(index, new Unreadable(examples.get(index), e.reason()));
      }
    }

    List<Integer> missing() {
      return IntStream.range(0, examples.size())
          .filter(i -> values.get(i) == null && !skipped.containsKey(i))
          .boxed()
          .toList();
    }

    /** Whether it came to the end. */
    boolean compute(BooleanSupplier stop, Progress progress) {
      List<Integer> missing = missing();
      progress.start("features of " + Amount.of(count, "view"), missing.size());
      int images = Math.max(1, ROWS / count);
      try (Inference network = Inference.part(backbone, key::net)) {
        for (int start = 0; start < missing.size(); start += images) {
          int end = Math.min(start + images, missing.size());
          computeBatch(network, missing.subList(start, end), images * count);
          progress.step(end);
          if (stop.getAsBoolean()) {
            return false;
          }
        }
      }
      progress.done();
      return true;
    }

    /** Every batch has the same shape, so that rounding doesn't depend on what was missing. */
    private void computeBatch(Inference network, List<Integer> indices, int rows) {
      try (INDArray images = Nd4j.create(DataType.FLOAT, batchShape(rows), 'c')) {
        String[] digests = readViews(indices, images.data().asNioFloat());
        try (INDArray output = network.of(images).dup('c')) {
          keep(output.data().asNioFloat(), indices, digests);
        }
      }
    }

    /** The digests of images whose views stand at their rows now; null of what can't be read. */
    private String[] readViews(List<Integer> indices, FloatBuffer target) {
      String[] digests = new String[indices.size()];
      int imageLength = count * views.preprocessing().bytes();
      ParallelSteps.forEach(
          IntStream.range(0, indices.size()).boxed().toList(),
          row ->
              unlessUnreadable(
                  indices.get(row),
                  image -> {
                    image.views(count, target, row * imageLength);
                    digests[row] = image.digest();
                  }));
      return digests;
    }

    private void keep(FloatBuffer output, List<Integer> indices, String[] digests) {
      for (int row = 0; row < digests.length; row++) {
        if (digests[row] != null) {
          float[] features = new float[count * length()];
          output.get(row * features.length, features);
          values.set(indices.get(row), features);
          cache.write(digests[row], features);
        }
      }
    }

    Features result() {
      List<Example> kept = new ArrayList<>();
      List<float[]> features = new ArrayList<>();
      for (int i = 0; i < examples.size(); i++) {
        if (values.get(i) != null) {
          kept.add(examples.get(i));
          features.add(values.get(i));
        }
      }
      return new Features(kept, features, shape, count, List.copyOf(skipped.values()));
    }
  }
}
