package org.dl4jzoo.app.report;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.Printable;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.folder.Example;
import org.nd4j.linalg.factory.Nd4j;

/** Features of images as CSV and as NumPy's {@code .npy}, a row an image, in the same order. */
public final class FeatureFiles {

  private final Path output;
  private final List<Path> sources;
  private final List<Path> files = new ArrayList<>();
  private final List<float[]> rows = new ArrayList<>();

  private FeatureFiles(Path output, List<Path> sources) {
    this.output = output;
    this.sources = List.copyOf(sources);
  }

  /**
   * Files in a folder, which is made.
   *
   * @param sources the images, or the folders they are in; the names are relative to a single one
   * @throws UsageException if it can't be made
   */
  public static FeatureFiles in(Path output, List<Path> sources) {
    try {
      Files.createDirectories(output);
    } catch (IOException e) {
      throw UsageException.cannotWrite(output, e);
    }
    return new FeatureFiles(output, sources);
  }

  /** Adds images with their features. */
  public void add(List<Example> examples, float[][] features) {
    for (int i = 0; i < features.length; i++) {
      files.add(examples.get(i).file());
      rows.add(features[i]);
    }
  }

  /** How many images there are. */
  public int count() {
    return rows.size();
  }

  /** How many features an image has. */
  public int length() {
    return rows.isEmpty() ? 0 : rows.get(0).length;
  }

  /**
   * Writes both files, each whole or not at all.
   *
   * @throws UsageException if the disk is full or the folder can't be written
   */
  public void write() {
    OutputFile.write(csv(), this::writeCsv);
    OutputFile.write(npy(), this::writeNpy);
  }

  private Path csv() {
    return output.resolve("features.csv");
  }

  private Path npy() {
    return output.resolve("features.npy");
  }

  private void writeCsv(OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CSVPrinter csv =
        new CSVPrinter(writer, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get());
    csv.print("file");
    csv.print("class");
    for (int i = 0; i < length(); i++) {
      csv.print("f" + i);
    }
    csv.println();
    for (int row = 0; row < count(); row++) {
      Path file = files.get(row);
      Path below = belowSource(file);
      Path name = sources.size() == 1 ? below : file;
      csv.print(Printable.cell(name.toString().replace('\\', '/')));
      csv.print(below.getNameCount() > 1 ? Printable.cell(below.getName(0).toString()) : "");
      for (float value : rows.get(row)) {
        csv.print(value);
      }
      csv.println();
    }
    csv.flush();
  }

  /** The path of an image below what the command line names. */
  private Path belowSource(Path file) {
    return sources.stream()
        .filter(source -> file.startsWith(source) && !file.equals(source))
        .map(source -> source.relativize(file))
        .findFirst()
        .orElse(file.getFileName());
  }

  private void writeNpy(OutputStream out) throws IOException {
    Nd4j.writeAsNumpy(Nd4j.create(rows.toArray(new float[0][])), new Unclosed(out));
  }

  /** ND4J closes the stream it writes to, before the file was forced to the disk. */
  private static final class Unclosed extends FilterOutputStream {

    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  /** What was written, for JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("csv", csv().toString());
    map.put("npy", npy().toString());
    map.put("images", count());
    map.put("features", length());
    return map;
  }
}
