package io.belay.deploy.process;

import io.belay.error.BelayException;
import io.belay.learner.run.RunFiles;
import io.belay.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A run and the hands it is given; the latter change its speed alone.
 *
 * @param runId name of the run
 * @param files its directory, which this process has locked
 * @param workers rollout workers, at least 1
 * @param learnerThreads threads of the update, at least 1
 * @param transport how the roles reach one another
 * @param port TCP port of the page on the loopback interface; 0 for any that is free, empty for no
 *     page
 */
public record RunPlan(
    String runId,
    Recipe recipe,
    RunFiles files,
    int workers,
    int learnerThreads,
    Transport transport,
    OptionalInt port) {
  private static final int LAST_PORT = 65_535;

  public RunPlan {
    List<String> problems = problems(workers, learnerThreads, port.orElse(0));
    if (!problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
    }
  }

  /** What is wrong with these numbers, a sentence each. */
  public static List<String> problems(int workers, int learnerThreads, int port) {
    List<String> problems = new ArrayList<>();
    if (workers < 1) {
      problems.add(
          "a run has at least one worker: workers=" + workers + "; use --workers 1 or more");
    }
    if (learnerThreads < 1) {
      problems.add(
          "an update has at least one thread: learner-threads="
              + learnerThreads
              + "; use --learner-threads 1 or more");
    }
    if (port < 0 || port > LAST_PORT) {
      problems.add(
          "a TCP port is between 0 and 65535: port="
              + port
              + "; use --port 0 for any that is free");
    }
    return problems;
  }
}
