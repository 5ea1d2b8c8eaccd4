package org.dl4jzoo.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {

  @Test
  void warnings_go_to_the_console_and_noise_of_libraries_nowhere() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    assertThat(root.getLevel()).isEqualTo(Level.INFO);
    Appender<ILoggingEvent> console = root.getAppender("console");
    assertThat(console).isInstanceOf(ConsoleAppender.class);
    assertThat(console.isStarted()).isTrue();
    assertThat(console.getCopyOfAttachedFiltersList()).hasSize(1);
    assertThat(context.getLogger("org.bytedeco").getLevel()).isEqualTo(Level.ERROR);
    assertThat(context.getLogger("io.jhdf.HdfFile").getEffectiveLevel()).isEqualTo(Level.ERROR);
  }
}
