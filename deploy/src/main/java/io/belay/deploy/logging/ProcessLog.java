package io.belay.deploy.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.belay.deploy.console.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The log of a process with a role of its own: a line an event on the terminal, and with stack
 * traces in a file where it has one.
 *
 * <p>A warning that repeats itself, such as that of an attempt to reach a peer that is gone, is
 * shown again after a minute, or when something else has changed since; the file has all of it.
 */
public final class ProcessLog {
  private static final Duration REPETITION = Duration.ofMinutes(1);
  private static final int MOST_REMEMBERED = 1000;
  private static final Pattern NUMBERS = Pattern.compile("[0-9]+");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private ProcessLog() {}

  /**
   * Begins to log, until the process ends.
   *
   * @param level from which on Belay's own events are shown and kept. Libraries' warnings are kept,
   *     and shown only with DEBUG: what matters of them, Belay says in its own words
   */
  public static void open(Terminal terminal, Level level, Optional<Path> file) {
    LoggerContext context = RunLog.context();
    context.getLogger("io.belay").setLevel(level);
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    Shown shown = new Shown(terminal, level == Level.DEBUG);
    shown.setContext(context);
    shown.start();
    root.addAppender(shown);
    file.ifPresent(path -> root.addAppender(RunLog.appendTo(path, context)));
  }

  /** Shows events on the terminal. */
  static final class Shown extends AppenderBase<ILoggingEvent> {
    private final Terminal terminal;
    private final boolean libraries;
    private final Map<String, Instant> lastShown = new HashMap<>();

    Shown(Terminal terminal, boolean libraries) {
      this.terminal = terminal;
      this.libraries = libraries;
    }

    @Override
    protected void append(ILoggingEvent event) {
      boolean ours = event.getLoggerName().startsWith("io.belay.");
      if (!ours && !libraries && !event.getLevel().isGreaterOrEqual(Level.ERROR)) {
        return;
      }
      boolean warning = event.getLevel().isGreaterOrEqual(Level.WARN);
      if (!warning) {
        lastShown.clear();
      } else if (repeats(event)) {
        return;
      }
      String line = TIME.format(event.getInstant()) + " " + event.getFormattedMessage();
      if (warning) {
        terminal.problem(
            line.replaceFirst(
                " ", " " + event.getLevel().toString().toLowerCase(Locale.ROOT) + ": "));
      } else {
        terminal.line(line);
      }
    }

    /** Called by one thread at a time, as all of an appender's work is. */
    private boolean repeats(ILoggingEvent event) {
      if (lastShown.size() > MOST_REMEMBERED) {
        lastShown.clear();
      }
      // The same but for its numbers: another reason is another warning.
      String kind =
          event.getLoggerName() + NUMBERS.matcher(event.getFormattedMessage()).replaceAll("");
      @Nullable Instant before = lastShown.get(kind);
      if (before != null && event.getInstant().isBefore(before.plus(REPETITION))) {
        return true;
      }
      lastShown.put(kind, event.getInstant());
      return false;
    }
  }
}
