package io.belay.deploy.command;

import ch.qos.logback.classic.Level;
import io.belay.deploy.console.Terminal;
import io.belay.deploy.logging.ProcessLog;
import io.belay.error.BelayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much a process with a role of its own says, and where. */
final class LogOptions {
  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      converter = Word.class,
      description =
          "From which level on events are shown: error, warn, info or debug; libraries' own at debug alone. Default: ${DEFAULT-VALUE}.")
  private Level level = Level.INFO;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description =
          "File for all that happens, stack traces and libraries' warnings included. Default: learner.log in the directory of"
              + " runs for a learner, none for others.")
  private @Nullable Path file;

  /** Begins to log, until the process ends. */
  void open(Terminal terminal, Optional<Path> defaultFile) {
    Optional<Path> chosen = Optional.ofNullable(file).or(() -> defaultFile);
    chosen.map(path -> path.toAbsolutePath().getParent()).ifPresent(LogOptions::make);
    ProcessLog.open(terminal, level, chosen);
  }

  private static void make(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw BelayException.invalid(
          "the directory of the log can be made and written; choose another with --runs or --log-file: directory=%s (%s)"
              .formatted(directory, e));
    }
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
