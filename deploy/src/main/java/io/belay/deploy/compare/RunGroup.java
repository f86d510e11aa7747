package io.belay.deploy.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Runs of one recipe, each with a seed of its own.
 *
 * @param label what tells the recipe apart from the others that are compared
 * @param runs by seed, ascending; at least one
 */
record RunGroup(String label, List<RunHistory> runs) {

  RunGroup {
    runs = List.copyOf(runs);
  }

  Band overSteps() {
    return Band.of(runs.stream().map(RunHistory::steps).toList());
  }

  Band overSeconds() {
    return Band.of(runs.stream().map(RunHistory::seconds).toList());
  }

  /** The measure at each run's own end. */
  Estimate end() {
    return Estimate.of(runs.stream().map(run -> run.steps().end()).toList());
  }

  /** Mean return of the final evaluations; empty where not every run has one. */
  Optional<Estimate> evaluation() {
    List<Double> returns =
        runs.stream()
            .map(RunHistory::evaluation)
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .toList();
    return returns.size() == runs.size() ? Optional.of(Estimate.of(returns)) : Optional.empty();
  }

  Estimate speed() {
    return Estimate.of(runs.stream().map(RunHistory::speed).toList());
  }

  /** Training time to each run's end. */
  Estimate seconds() {
    return Estimate.of(runs.stream().map(run -> run.seconds().last()).toList());
  }

  /** How many runs were solved. */
  int solvedRuns() {
    return Math.toIntExact(runs.stream().filter(run -> run.solved().isPresent()).count());
  }

  /** Environment steps until solved, over the runs that were; empty where none was. */
  Optional<Estimate> solvedAtStep() {
    return estimate(
        runs.stream()
            .flatMap(run -> run.solved().stream())
            .map(solved -> (double) solved.atEnvironmentStep())
            .toList());
  }

  /** Training time until solved, over the runs that were; empty where none was. */
  Optional<Estimate> solvedAtSecond() {
    return estimate(
        runs.stream().flatMap(run -> run.solved().stream()).map(each -> each.atSecond()).toList());
  }

  /** Whether every run has done all its iterations. */
  boolean completed() {
    return runs.stream().allMatch(RunHistory::completed);
  }

  private static Optional<Estimate> estimate(List<Double> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(Estimate.of(values));
  }
}
