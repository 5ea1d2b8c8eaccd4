package org.dl4jzoo.app.weights;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.archive.Checksum;
import org.dl4jzoo.data.archive.Download;
import org.dl4jzoo.data.archive.WrongFileException;
import org.dl4jzoo.data.file.CacheFolder;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.weights.Digest;
import org.dl4jzoo.zoo.weights.PretrainedWeights;
import org.dl4jzoo.zoo.weights.PublishedWeights;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;

/**
 * The folder that published weights are downloaded to, once. Beside each file its full SHA-256 is
 * kept as {@code sha256sum} writes it, and compared at each use: what is published is often a few
 * digits, or nothing.
 */
public final class WeightCache {

  private final Path folder;

  /** That of a folder. */
  public WeightCache(Path folder) {
    this.folder = folder;
  }

  /** The folder {@code weights} of the user's cache folder. */
  public static WeightCache standard() {
    return new WeightCache(CacheFolder.standard().resolve("weights"));
  }

  /** Where a file is, or would be. */
  public Path path(PublishedWeights weights) {
    return folder.resolve(weights.file());
  }

  /** Whether a file is there. */
  public boolean has(PublishedWeights weights) {
    return Files.isRegularFile(path(weights));
  }

  /**
   * The file, downloaded on first use; one that somebody has put there is used as well.
   *
   * @throws UsageException if it can't be downloaded, or isn't the published file; says where to
   *     put it
   */
  public LocatedWeights obtain(PublishedWeights weights, Progress progress) {
    Path file = path(weights);
    if (!Files.exists(file)) {
      download(weights, file, progress);
      if (weights.digest() == null) {
        keepIfWeights(weights, file);
      }
    }
    try {
      String sha256 = Checksum.of("SHA-256", file);
      Path record = file.resolveSibling(file.getFileName() + ".sha256");
      if (Files.exists(record)) {
        checkUnchanged(file, record, sha256);
      } else {
        checkPublished(weights, file);
        OutputFile.write(record, "%s  %s\n".formatted(sha256, file.getFileName()));
      }
      return new LocatedWeights(file, weights.info().withSha256(sha256));
    } catch (IOException e) {
      throw UsageException.cannotRead(file, e);
    }
  }

  private static void checkUnchanged(Path file, Path record, String sha256) throws IOException {
    String recorded = Files.readString(record, StandardCharsets.UTF_8).split("\\s", 2)[0];
    if (!recorded.equals(sha256)) {
      throw new UsageException(
          "%s has changed: its SHA-256 must be %s as in %s; it is %s"
              .formatted(file, recorded, record, sha256));
    }
  }

  private static void checkPublished(PublishedWeights weights, Path file) throws IOException {
    Checksum checksum = checksum(weights);
    if (!checksum.fits(file)) {
      throw new UsageException(
          "%s isn't the file published as %s: its %s must start with %s; it is %s"
              .formatted(
                  file,
                  weights.fullName(),
                  checksum.algorithm(),
                  checksum.hex(),
                  Checksum.of(checksum.algorithm(), file)));
    }
  }

  private static void download(PublishedWeights weights, Path file, Progress progress) {
    if (weights.url() == null) {
      throw new UsageException(
          "%s can't be downloaded: it has no address (%s); put it at %s, or give its path with"
                  .formatted(weights.file(), weights.source(), file)
              + " --weights");
    }
    try {
      long size = Download.sizeOf(weights.url());
      progress.start("Downloading " + weights.file(), size);
      new Download(weights.url(), size, checksum(weights)).fetch(file, progress::step);
      progress.done();
    } catch (WrongFileException e) {
      throw new UsageException(
          "%s isn't the file published as %s and was not kept: %s"
              .formatted(weights.url(), weights.fullName(), e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UsageException(
          "cannot download %s (%s); put that file at %s, or give its path with --weights"
              .formatted(weights.url(), reason(e), file),
          e);
    }
  }

  /** Where no hash is published, what was sent may be a page to log in to a network. */
  private static void keepIfWeights(PublishedWeights weights, Path file) {
    try {
      PretrainedWeights.open(file, Models.named(weights.info().model())).close();
    } catch (InvalidWeightsException e) {
      delete(file);
      throw new UsageException(
          "%s gave no weights of %s, and what it gave was not kept: %s"
              .formatted(weights.url(), weights.info().model(), e.getMessage()),
          e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw UsageException.cannotWrite(file, e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof UnknownHostException
        ? "no connection to " + e.getMessage()
        : e.getMessage();
  }

  static Checksum checksum(PublishedWeights weights) {
    Digest digest = weights.digest();
    return digest == null
        ? Checksum.UNKNOWN
        : new Checksum(digest.algorithm().title(), digest.hex());
  }
}
