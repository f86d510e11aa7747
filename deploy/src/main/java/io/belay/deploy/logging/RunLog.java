package io.belay.deploy.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import io.belay.deploy.console.Terminal;
import java.nio.file.Path;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one process that works on a run, from its opening to {@link #close()}: events with
 * stack traces to {@code belay.log}, Belay's own warnings to the terminal.
 *
 * <p>Errors are not shown on the terminal: what ends a run is told there once, as its outcome.
 */
public final class RunLog implements AutoCloseable {
  private static final String PATTERN = "%date{ISO8601} %-5level [%thread] %logger{0}: %msg%n";

  private final ch.qos.logback.classic.Logger root;
  private final Appender<ILoggingEvent> file;
  private final Appender<ILoggingEvent> warnings;

  private RunLog(
      ch.qos.logback.classic.Logger root,
      Appender<ILoggingEvent> file,
      Appender<ILoggingEvent> warnings) {
    this.root = root;
    this.file = file;
    this.warnings = warnings;
  }

  /**
   * Loads the logging library, on a thread that no other is running beside: who asks for a logger
   * while another thread is loading it gets a substitute.
   */
  public static void load() {
    LoggerFactory.getILoggerFactory();
  }

  /** Begins to append to a log file and to show warnings. */
  public static RunLog open(Path path, Terminal terminal) {
    LoggerContext context = context();
    RunLog log =
        new RunLog(
            context.getLogger(Logger.ROOT_LOGGER_NAME),
            appendTo(path, context),
            showOn(terminal, context));
    log.root.addAppender(log.file);
    log.root.addAppender(log.warnings);
    return log;
  }

  @Override
  public void close() {
    root.detachAppender(file);
    root.detachAppender(warnings);
    file.stop();
    warnings.stop();
  }

  static LoggerContext context() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      throw new IllegalStateException(
          "logging is logback's, loaded before the first other thread: factory="
              + factory.getClass().getName());
    }
    return context;
  }

  static Appender<ILoggingEvent> appendTo(Path path, LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    FileAppender<ILoggingEvent> file = new FileAppender<>();
    file.setContext(context);
    file.setFile(path.toString());
    file.setEncoder(encoder);
    file.start();
    return file;
  }

  private static Appender<ILoggingEvent> showOn(Terminal terminal, LoggerContext context) {
    AppenderBase<ILoggingEvent> warnings =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            if (event.getLevel() == Level.WARN && event.getLoggerName().startsWith("io.belay.")) {
              terminal.problem("warning: " + event.getFormattedMessage());
            }
          }
        };
    warnings.setContext(context);
    warnings.start();
    return warnings;
  }
}
