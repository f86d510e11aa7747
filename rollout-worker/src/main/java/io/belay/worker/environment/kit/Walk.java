package io.belay.worker.environment.kit;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.space.Space;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Episodes played one after the other with random actions on one instance, as a lane would,
 * checking what every call returns.
 *
 * <p>Action and chance of step t are functions of (seed, t) alone, so two walks can be compared and
 * one can be taken up at any step.
 */
final class Walk {
  private final EnvironmentSpec spec;
  private final Environment environment;
  private final Findings findings;
  private final ActionSource actions;
  private final Chance chance;
  private final Outcome outcome = new Outcome();
  private final float[] action;
  private final float[] chosen;
  private final List<Moment> moments = new ArrayList<>();
  private final int firstStep;
  private float[] returned = {};

  /** A walk that begins with a reset. */
  Walk(EnvironmentSpec spec, Environment environment, long seed, Findings findings) {
    this(spec, environment, seed, 0, findings);
    reset();
  }

  /**
   * A walk that goes on from step {@code firstStep} on an environment just restored, which shows
   * {@code observation}.
   */
  Walk(
      EnvironmentSpec spec,
      Environment environment,
      long seed,
      int firstStep,
      float[] observation,
      Findings findings) {
    this(spec, environment, seed, firstStep, findings);
    record(Moment.start(observation), observation);
  }

  private Walk(
      EnvironmentSpec spec, Environment environment, long seed, int firstStep, Findings findings) {
    this.spec = spec;
    this.environment = environment;
    this.findings = findings;
    this.firstStep = firstStep;
    actions = new ActionSource(spec.actionSpace());
    chance = new Chance(seed);
    action = new float[spec.actionSize()];
    chosen = new float[spec.actionSize()];
  }

  /** Plays further steps, restarting where an episode has ended. */
  Walk advance(int steps) {
    for (int i = 0; i < steps; i++) {
      if (last().ended()) {
        reset();
      } else {
        step();
      }
    }
    return this;
  }

  /** The step that comes next, counted over all episodes, restarts included. */
  int nextStep() {
    return firstStep + moments.size() - 1;
  }

  Moment last() {
    return moments.getLast();
  }

  /** What was seen: the start, then one moment a step or restart. */
  List<Moment> moments() {
    return moments;
  }

  /** The array that the last call returned. */
  float[] returned() {
    return returned;
  }

  private void reset() {
    float[] observation =
        environment.reset(chance.at(Purpose.RESTART, 0, 0, firstStep + moments.size()));
    record(Moment.start(observation), observation);
  }

  private void step() {
    int step = nextStep();
    actions.choose(chance.at(Purpose.ACTION, 0, 0, step), chosen);
    System.arraycopy(chosen, 0, action, 0, action.length);
    outcome.clear();
    float[] observation =
        environment.step(action, chance.at(Purpose.ENVIRONMENT, 0, 0, step), outcome);
    if (!Arrays.equals(action, chosen)) {
      findings.add(
          Rule.ACTION_STAYS_THE_CALLERS,
          "step=%d, action=%s, afterStep=%s"
              .formatted(step, Arrays.toString(chosen), Arrays.toString(action)));
    }
    // Whoever reads the action later reads nonsense.
    Arrays.fill(action, Float.NaN);
    if (!Float.isFinite((float) outcome.reward())) {
      findings.add(Rule.REWARD_IS_FINITE, "step=%d, reward=%s".formatted(step, outcome.reward()));
    }
    record(
        new Moment(
            observation.clone(), outcome.reward(), outcome.terminated(), outcome.truncated()),
        observation);
  }

  private void record(Moment moment, float[] observation) {
    returned = observation;
    moments.add(moment);
    int step = nextStep() - 1;
    if (observation.length != spec.observationSize()) {
      findings.add(
          Rule.OBSERVATION_HAS_ITS_SIZE,
          "step=%d, observationSize=%d, expected=%d"
              .formatted(step, observation.length, spec.observationSize()));
      return;
    }
    for (int i = 0; i < observation.length; i++) {
      if (!Float.isFinite(observation[i])) {
        findings.add(
            Rule.OBSERVATION_IS_FINITE,
            "step=%d, observation[%d]=%s".formatted(step, i, observation[i]));
      } else if (!contains(spec.observationSpace(), i, observation[i])) {
        findings.add(
            Rule.OBSERVATION_IS_IN_ITS_SPACE,
            "step=%d, observation[%d]=%s, space=%s"
                .formatted(step, i, observation[i], spec.observationSpace()));
      }
    }
  }

  private static boolean contains(Space space, int index, float value) {
    return switch (space) {
      case Discrete discrete -> value >= 0 && value < discrete.n() && value == (int) value;
      case Box box -> value >= box.low().get(index) && value <= box.high().get(index);
    };
  }
}
