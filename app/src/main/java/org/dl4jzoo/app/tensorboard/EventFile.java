package org.dl4jzoo.app.tensorboard;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.dl4jzoo.app.console.UsageException;

/**
 * A file of events. The numbers of the fields are those of TensorBoard's {@code event.proto} and
 * {@code summary.proto}.
 */
final class EventFile implements AutoCloseable {

  private static final Duration BETWEEN_FLUSHES = Duration.ofSeconds(2);

  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  private static final int SESSION_STATUS = 1;
  private static final int SESSION_START = 1;

  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE = 2;
  private static final int VALUE_IMAGE = 4;

  private static final int IMAGE_HEIGHT = 1;
  private static final int IMAGE_WIDTH = 2;
  private static final int IMAGE_COLOURS = 3;
  private static final int IMAGE_ENCODED = 4;
  private static final int RGB = 3;

  private final Path file;
  private final OutputStream out;
  private final Clock clock;
  private long flushed;

  private EventFile(Path file, OutputStream out, Clock clock) {
    this.file = file;
    this.out = out;
    this.clock = clock;
  }

  /**
   * Begins a new file, beside those of earlier parts of the training.
   *
   * @param folder is made if it isn't there
   * @param clock tells when something happens
   * @throws UsageException if the file can't be written
   */
  static EventFile begin(Path folder, Clock clock) {
    // TensorBoard knows the files by this name, and reads them in its order.
    String name =
        String.format(
            Locale.ROOT,
            "events.out.tfevents.%010d.zoo.%d",
            clock.instant().getEpochSecond(),
            ProcessHandle.current().pid());
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      EventFile events = new EventFile(file, new BufferedOutputStream(out), clock);
      events.write(events.event().text(FILE_VERSION, "brain.Event:2"));
      return events;
    } catch (IOException e) {
      throw UsageException.cannotWrite(file, e);
    }
  }

  /**
   * Says that what earlier files tell of this step and later ones no longer holds: it is done
   * again.
   */
  void beginsAt(long step) {
    ProtoMessage session = new ProtoMessage().integer(SESSION_STATUS, SESSION_START);
    write(event(step).message(SESSION_LOG, session));
  }

  /** Adds numbers, by their tags. */
  void scalars(long step, Map<String, Double> values) {
    ProtoMessage summary = new ProtoMessage();
    values.forEach(
        (tag, value) ->
            summary.message(
                SUMMARY_VALUE,
                new ProtoMessage().text(VALUE_TAG, tag).number(VALUE_SIMPLE, value.floatValue())));
    write(event(step).message(SUMMARY, summary));
  }

  /** Adds a picture. */
  void image(long step, String tag, BufferedImage image) {
    ProtoMessage picture =
        new ProtoMessage()
            .integer(IMAGE_HEIGHT, image.getHeight())
            .integer(IMAGE_WIDTH, image.getWidth())
            .integer(IMAGE_COLOURS, RGB)
            .bytes(IMAGE_ENCODED, png(image));
    ProtoMessage value = new ProtoMessage().text(VALUE_TAG, tag).message(VALUE_IMAGE, picture);
    write(event(step).message(SUMMARY, new ProtoMessage().message(SUMMARY_VALUE, value)));
  }

  private byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw UsageException.cannotWrite(file, e);
    }
    return bytes.toByteArray();
  }

  private ProtoMessage event() {
    return new ProtoMessage().number(WALL_TIME, clock.millis() / 1000.0);
  }

  private ProtoMessage event(long step) {
    return event().integer(STEP, step);
  }

  /** Whoever looks on sees it within seconds. */
  private void write(ProtoMessage event) {
    try {
      out.write(TfRecord.framed(event.toBytes()));
      if (clock.millis() - flushed >= BETWEEN_FLUSHES.toMillis()) {
        out.flush();
        flushed = clock.millis();
      }
    } catch (IOException e) {
      throw UsageException.cannotWrite(file, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw UsageException.cannotWrite(file, e);
    }
  }
}
