package io.belay.deploy;

import io.belay.deploy.command.Shared;
import io.belay.deploy.console.Terminal;
import io.belay.deploy.process.Actors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Runs the command within this JVM, and reads what it leaves behind. */
public final class Commands {
  /**
   * A run of a fraction of a second: 12 iterations of 8 lanes of 16 steps, small networks, a
   * checkpoint every third.
   */
  private static final List<String> SHORT =
      List.of(
          "policy.hidden=[16]",
          "critic.hidden=[16]",
          "sampling.fragment-length=16",
          "algorithm.epochs=2",
          "algorithm.minibatch-size=32",
          "training.environment-steps=1536",
          "training.checkpoint-every=3",
          "evaluation.episodes=5");

  static final int SHORT_ITERATIONS = 12;

  private static final Pattern HASH = Pattern.compile("\"parametersSha256\" : \"([0-9a-f]{64})\"");
  private static final Pattern TIMES =
      Pattern.compile(",\"(\\w*[sS]econds|stepsPerSecond)\":[^,{]+|,\"phaseSeconds\":\\{[^}]*}");

  private Commands() {}

  /**
   * What a command did.
   *
   * @param status its exit status
   * @param out what it printed
   * @param err what it complained of
   */
  public record Ran(int status, String out, String err) {}

  /** The command with all its subcommands, to look at what it takes. */
  public static CommandLine commandLine() {
    OutputStream nowhere = OutputStream.nullOutputStream();
    PrintStream silent = new PrintStream(nowhere, false, StandardCharsets.UTF_8);
    return Belay.commands(
        new Shared(Terminal.of(silent, silent, false), Belay.VERSION, Actors::begin));
  }

  /** Runs a command to its end. */
  public static Ran belay(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        Terminal.of(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    int status = Belay.execute(terminal, Actors::begin, arguments);
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Arguments of a short training run, with further ones, whose settings win. */
  static String[] shortTraining(Path directory, String... further) {
    List<String> arguments = new ArrayList<>(List.of("train", "cartpole"));
    for (String setting : SHORT) {
      arguments.add("--set");
      arguments.add(setting);
    }
    arguments.addAll(List.of("--out", directory.toString()));
    arguments.addAll(List.of(further));
    return arguments.toArray(String[]::new);
  }

  /** Writes a recipe that is the short training run, with further settings, which win. */
  static Path shortRecipe(Path file, String... further) {
    List<String> lines = new ArrayList<>();
    lines.add("environment.id=CartPole-v1");
    lines.add("algorithm.name=ppo");
    lines.addAll(SHORT);
    lines.addAll(List.of(further));
    try {
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trains shortly and gives the hash of the parameters. */
  static String trainedHash(Path directory, String... further) {
    Ran ran = belay(shortTraining(directory, further));
    if (ran.status() != 0) {
      throw new AssertionError(ran.toString());
    }
    return hash(directory);
  }

  /** The hash of the parameters in a run's summary. */
  public static String hash(Path directory) {
    Matcher matcher = HASH.matcher(summary(directory));
    if (!matcher.find()) {
      throw new AssertionError("no hash: " + summary(directory));
    }
    return matcher.group(1);
  }

  public static String summary(Path directory) {
    return text(directory.resolve("summary.json"));
  }

  /** Lines of progress.jsonl without what depends on time. */
  public static List<String> progress(Path directory) {
    return text(directory.resolve("progress.jsonl"))
        .lines()
        .map(line -> TIMES.matcher(line).replaceAll(""))
        .toList();
  }

  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
