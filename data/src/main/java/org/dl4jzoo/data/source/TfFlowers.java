package org.dl4jzoo.data.source;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.archive.Download;
import org.dl4jzoo.data.archive.TarGz;
import org.dl4jzoo.data.archive.WrongFileException;
import org.dl4jzoo.data.file.AtomicFolder;
import org.dl4jzoo.data.folder.LabelledImages;

/**
 * TensorFlow's flower_photos: 3,670 photos of five kinds of flowers, CC BY 2.0 by their
 * photographers.
 */
public final class TfFlowers {

  private static final String FOLDER = "tf_flowers";
  private static final String ARCHIVE = "flower_photos.tgz";

  /** The folder of the classes inside the archive. */
  private static final String CLASSES = "flower_photos";

  /** Only the first digits of the hash are published beside the size; both are checked. */
  private static final Download OFFICIAL =
      new Download(
          URI.create(
              "https://storage.googleapis.com/download.tensorflow.org/example_images/" + ARCHIVE),
          228_813_984,
          "4c54ace7");

  private TfFlowers() {}

  /**
   * Downloads and unpacks the archive on first use. An archive that somebody has put into the cache
   * folder is used as well.
   *
   * @param cache folder below which archive and photos are kept
   * @return the folder with one sub-folder a class
   * @throws InvalidDataException if it cannot be downloaded, or an archive put there by hand is not
   *     the official one; the message says where to put it
   * @throws IOException if it cannot be unpacked; nothing of it is left then
   */
  public static Path ensure(Path cache, Progress progress) throws IOException {
    return ensure(OFFICIAL, cache, progress);
  }

  static Path ensure(Download download, Path cache, Progress progress) throws IOException {
    AtomicFolder.clearLeftOvers(cache);
    Path folder = cache.resolve(FOLDER);
    Path archive = cache.resolve(ARCHIVE);
    if (!Files.isDirectory(folder)) {
      try {
        obtain(download, archive, progress);
        unpack(download, archive, folder, progress);
      } catch (WrongFileException e) {
        throw new InvalidDataException(
            "%s; put the official archive at %s, or use --data DIR with a folder of your own"
                .formatted(e.getMessage(), archive),
            e);
      }
    }
    return folder.resolve(CLASSES);
  }

  private static void obtain(Download download, Path archive, Progress progress)
      throws IOException {
    if (Files.exists(archive)) {
      download.check(archive);
      return;
    }
    progress.start("Downloading " + ARCHIVE, download.size());
    try {
      download.fetch(archive, progress::step);
    } catch (WrongFileException e) {
      throw e;
    } catch (IOException e) {
      String reason =
          e instanceof UnknownHostException ? "no connection to " + e.getMessage() : e.getMessage();
      throw new InvalidDataException(
          "cannot download %s (%s); put the archive (%,d bytes) at %s by hand, or use --data DIR"
                  .formatted(download.source(), reason, download.size(), archive)
              + " with a folder of your own",
          e);
    }
    progress.done();
  }

  private static void unpack(Download download, Path archive, Path folder, Progress progress)
      throws IOException {
    progress.start("Unpacking " + ARCHIVE, download.size());
    AtomicFolder.create(
        folder,
        temporary -> {
          TarGz.unpack(archive, temporary, progress::step);
          LabelledImages.open(temporary.resolve(CLASSES));
        });
    progress.done();
  }
}
