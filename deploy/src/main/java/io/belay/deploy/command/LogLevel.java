package io.belay.deploy.command;

import ch.qos.logback.classic.Level;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much a process with a role of its own says. */
final class LogLevel {
  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      converter = Word.class,
      description =
          "From which level on events are shown: error, warn, info or debug. Default: ${DEFAULT-VALUE}.")
  private Level level = Level.INFO;

  Level level() {
    return level;
  }

  /** The word for a level on the command line. */
  static final class Word implements ITypeConverter<Level> {
    @Override
    public Level convert(String word) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "error" -> Level.ERROR;
        case "warn" -> Level.WARN;
        case "info" -> Level.INFO;
        case "debug" -> Level.DEBUG;
        default ->
            throw new TypeConversionException(
                "a level is error, warn, info or debug: log-level=" + word);
      };
    }
  }
}
