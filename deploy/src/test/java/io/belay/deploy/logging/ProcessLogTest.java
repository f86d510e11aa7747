package io.belay.deploy.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.belay.deploy.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a process's log its terminal shows. */
class ProcessLogTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final LoggerContext context = new LoggerContext();

  @Test
  void aWarningThatRepeatsItselfIsShownAgainAfterAMinuteOrAChange() {
    AppenderBase<ILoggingEvent> shown = shown(false);

    at(shown, 0, Level.WARN, "io.belay.Worker", "lost the coordinator");
    at(shown, 5, Level.WARN, "io.belay.Worker", "lost the coordinator");
    at(shown, 59, Level.WARN, "io.belay.Worker", "lost the coordinator");
    assertThat(lines(err)).hasSize(1);

    at(shown, 60, Level.WARN, "io.belay.Worker", "lost the coordinator");
    assertThat(lines(err)).hasSize(2);

    at(shown, 61, Level.INFO, "io.belay.Worker", "registered");
    at(shown, 62, Level.WARN, "io.belay.Worker", "lost the coordinator");
    assertThat(lines(err))
        .hasSize(3)
        .allMatch(line -> line.endsWith(" warn: lost the coordinator"));
    assertThat(lines(out)).singleElement().asString().endsWith(" registered");
  }

  @Test
  void aWarningWithOtherNumbersIsARepetitionAndOneWithAnotherReasonIsNot() {
    AppenderBase<ILoggingEvent> shown = shown(false);

    at(shown, 0, Level.WARN, "io.belay.Worker", "the session is over: standing by; in 95 ms");
    at(shown, 1, Level.WARN, "io.belay.Worker", "the session is over: standing by; in 190 ms");
    assertThat(lines(err)).hasSize(1);

    at(shown, 2, Level.WARN, "io.belay.Worker", "the session is over: take another name; in 95 ms");
    assertThat(lines(err)).hasSize(2);
  }

  @Test
  void librariesAreHeardOnlyWhereTheyFailOrAllIsWanted() {
    at(shown(false), 0, Level.WARN, "org.apache.pekko.stream.Materializer", "refused");
    assertThat(lines(err)).isEmpty();

    at(shown(false), 0, Level.ERROR, "org.apache.pekko.actor", "a bug");
    at(shown(true), 0, Level.WARN, "org.apache.pekko.stream.Materializer", "refused");
    assertThat(lines(err)).hasSize(2);
  }

  private AppenderBase<ILoggingEvent> shown(boolean libraries) {
    ProcessLog.Shown shown =
        new ProcessLog.Shown(
            Terminal.of(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false),
            libraries);
    shown.setContext(context);
    shown.start();
    return shown;
  }

  private void at(
      AppenderBase<ILoggingEvent> shown, long second, Level level, String logger, String message) {
    LoggingEvent event =
        new LoggingEvent("test", context.getLogger(logger), level, message, null, null);
    event.setInstant(START.plusSeconds(second));
    shown.doAppend(event);
  }

  private static List<String> lines(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
