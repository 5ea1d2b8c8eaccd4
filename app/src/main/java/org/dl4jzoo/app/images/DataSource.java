package org.dl4jzoo.app.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.file.CacheFolder;
import org.dl4jzoo.data.source.SampleFlowers;
import org.dl4jzoo.data.source.TfFlowers;

/** The values of {@code --data}: the names of data sets, or a folder. */
public final class DataSource {

  private static final Set<String> NAMES = Set.of("sample", "tf_flowers");

  private DataSource() {}

  /** The same source, meant from any working directory: a folder's path becomes absolute. */
  public static String fromAnywhere(String data) {
    return NAMES.contains(data) ? data : Path.of(data).toAbsolutePath().normalize().toString();
  }

  /**
   * The folder of a data set in the cache, drawn or downloaded on first use; any other text is a
   * folder's path.
   *
   * @throws UsageException if the cache can't be written
   */
  public static Path locate(String data, Progress progress) {
    Path cache = CacheFolder.standard();
    try {
      return switch (data) {
        case "sample" -> SampleFlowers.ensure(cache, progress);
        case "tf_flowers" -> TfFlowers.ensure(cache, progress);
        default -> Path.of(data);
      };
    } catch (IOException e) {
      throw UsageException.cannotWrite(cache, e);
    }
  }
}
