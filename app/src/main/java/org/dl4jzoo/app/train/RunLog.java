package org.dl4jzoo.app.train;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** {@code run.log}: everything logged while it is open, added to what is there. */
final class RunLog implements AutoCloseable {

  private final Logger root;
  private final FileAppender<ILoggingEvent> appender = new FileAppender<>();

  private RunLog(Path file) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d %-5level %logger{0}: %msg%n");
    encoder.start();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    appender.start();
    root.addAppender(appender);
  }

  /** Begins to log into the file. */
  static RunLog attach(Path file) {
    return new RunLog(file);
  }

  /** Logs for the run. */
  void info(String message, Object... values) {
    root.info(message, values);
  }

  /** Ends it. */
  @Override
  public void close() {
    root.detachAppender(appender);
    appender.stop();
  }
}
