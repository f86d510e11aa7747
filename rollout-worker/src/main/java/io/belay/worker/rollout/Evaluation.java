package io.belay.worker.rollout;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.policy.Policy;
import io.belay.policy.PolicyInference;
import io.belay.policy.PolicySnapshot;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.Outcome;
import io.belay.worker.restart.EnvironmentStart;
import io.belay.worker.restart.VisitedStates;
import java.util.List;

/**
 * Episodes being played side by side, one a row, with one forward pass a step for all rows in use.
 */
final class Evaluation {
  private static final VisitedStates NO_MEMORY = new VisitedStates(0, 0);

  private final EnvironmentStart start = new EnvironmentStart();
  private final Outcome outcome = new Outcome();
  private final Chance chance;
  private final Address address;
  private final Policy policy;
  private final PolicyInference inference;
  private final boolean deterministic;
  private final int maxSteps;
  private final List<CheckedEnvironment> environments;

  /** What each row sees, {@code [rows, observationSize]}. */
  private final float[] observations;

  private final float[] noise;
  private final float[] actions;
  private final float[] logProbabilities;
  private final float[] action;

  /** Episode that each row plays, and its steps so far. */
  private final int[] episodes;

  private final int[] elapsed;
  private final double[] returns;
  private int rowsInUse;
  private int started;
  private long steps;

  Evaluation(
      EnvironmentRegistration registration,
      Policy policy,
      int episodeCount,
      boolean deterministic,
      long seed,
      int width) {
    EnvironmentSpec spec = registration.spec();
    int rows = Math.min(width, episodeCount);
    this.policy = policy;
    this.deterministic = deterministic;
    chance = new Chance(seed);
    address = new Address(spec.id());
    maxSteps = spec.maxEpisodeSteps().orElse(Evaluator.MAX_STEPS_WITHOUT_TIME_LIMIT);
    inference = policy.inference(rows);
    observations = new float[rows * spec.observationSize()];
    noise = new float[rows * policy.noiseSize()];
    actions = new float[rows * spec.actionSize()];
    logProbabilities = new float[rows];
    action = new float[spec.actionSize()];
    episodes = new int[rows];
    elapsed = new int[rows];
    returns = new double[episodeCount];
    environments = CheckedEnvironment.create(registration, rows);
  }

  EvaluationResult run(PolicySnapshot snapshot) {
    inference.use(snapshot);
    while (rowsInUse < episodes.length) {
      start(rowsInUse++);
    }
    while (rowsInUse > 0) {
      act();
      // Downwards, so that the row moved into a free place has been stepped already.
      for (int row = rowsInUse - 1; row >= 0; row--) {
        if (step(row)) {
          if (started < returns.length) {
            start(row);
          } else {
            moveLastTo(row);
          }
        }
      }
    }
    return EvaluationResult.of(deterministic, returns, steps);
  }

  private void start(int row) {
    episodes[row] = started++;
    elapsed[row] = 0;
    chance.at(Purpose.EVALUATION_RESTART, episodes[row], 0, 0);
    environments
        .get(row)
        .restart(
            start,
            chance,
            NO_MEMORY,
            address.episode(episodes[row], 0),
            observations,
            observationAt(row));
  }

  private void act() {
    if (deterministic) {
      inference.actGreedily(observations, 0, rowsInUse, actions, 0);
      return;
    }
    for (int row = 0; row < rowsInUse; row++) {
      chance.at(Purpose.EVALUATION_ACTION, episodes[row], 0, elapsed[row]);
      policy.noise(chance, noise, row * policy.noiseSize());
    }
    inference.act(observations, 0, rowsInUse, noise, actions, 0, logProbabilities, 0);
  }

  /** Steps a row and tells whether its episode is over. */
  private boolean step(int row) {
    int episode = episodes[row];
    System.arraycopy(actions, row * action.length, action, 0, action.length);
    chance.at(Purpose.EVALUATION_ENVIRONMENT, episode, 0, elapsed[row]);
    environments
        .get(row)
        .step(
            action,
            chance,
            outcome,
            address.episode(episode, elapsed[row]),
            observations,
            observationAt(row));
    elapsed[row]++;
    steps++;
    returns[episode] += outcome.reward();
    return outcome.terminated() || outcome.truncated() || elapsed[row] >= maxSteps;
  }

  private void moveLastTo(int row) {
    int last = --rowsInUse;
    environments.set(row, environments.set(last, environments.get(row)));
    episodes[row] = episodes[last];
    elapsed[row] = elapsed[last];
    int size = observations.length / episodes.length;
    System.arraycopy(observations, last * size, observations, row * size, size);
  }

  private int observationAt(int row) {
    return row * (observations.length / episodes.length);
  }

  void close() {
    CheckedEnvironment.closeAll(environments);
  }

  void closeAfter(RuntimeException failure) {
    CheckedEnvironment.closeAfter(failure, environments);
  }
}
