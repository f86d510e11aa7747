package io.belay.deploy.scaling;

import io.belay.deploy.Commands;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where the time of a run's iterations went, as {@code progress.jsonl} has it, in seconds.
 *
 * @param iterations phases by name, iteration by iteration
 */
public record PhaseTimes(List<Map<String, Double>> iterations) {
  private static final Pattern PHASES = Pattern.compile("\"phaseSeconds\":\\{([^}]*)}");
  private static final Pattern PHASE = Pattern.compile("\"(\\w+)\":([-+.0-9eE]+)");

  /** Of a run in a directory. */
  public static PhaseTimes of(Path run) {
    return new PhaseTimes(
        Commands.text(run.resolve("progress.jsonl")).lines().map(PhaseTimes::phases).toList());
  }

  /** Without the first so many, in which the JVM still compiles. */
  public PhaseTimes after(int skipped) {
    return new PhaseTimes(iterations.subList(skipped, iterations.size()));
  }

  /** The time from the publication of a policy to the last block, of each iteration. */
  public double[] sampling() {
    return iterations.stream().mapToDouble(phases -> phases.get("sample")).toArray();
  }

  /** The time in which the learner waited for blocks, of each iteration. */
  public double[] waiting() {
    return iterations.stream().mapToDouble(phases -> phases.get("wait")).toArray();
  }

  /** All other time of the learner, of each iteration: what it takes from batch to batch. */
  public double[] updating() {
    return iterations.stream()
        .mapToDouble(phases ->
            phases.entrySet().stream()
                .filter(phase -> !List.of("wait", "sample").contains(phase.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum())
        .toArray();
  }

  /** The middle one; of an even number the upper of two. */
  public static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Map<String, Double> phases(String line) {
    Map<String, Double> phases = new TreeMap<>();
    PHASES
        .matcher(line)
        .results()
        .map(found -> found.group(1))
        .flatMap(found -> PHASE.matcher(found).results())
        .forEach(
            (MatchResult found) -> phases.put(found.group(1), Double.parseDouble(found.group(2))));
    return phases;
  }
}
