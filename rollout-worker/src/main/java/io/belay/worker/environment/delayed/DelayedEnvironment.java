package io.belay.worker.environment.delayed;

import io.belay.worker.environment.EnumerableEnvironment;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.Outcome;
import io.belay.worker.environment.RestorableEnvironment;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * An environment whose steps take a given time, its own included, or as long as they take where
 * that is longer. All else is the other environment's, to the bit: starts and states cost what they
 * cost there.
 *
 * <p>It can save its state, or list its states, exactly where the other one can.
 */
class DelayedEnvironment implements Environment {
  private final Environment inner;
  private final StepDelay delay;

  private DelayedEnvironment(Environment inner, Duration stepTime) {
    this.inner = inner;
    this.delay = new StepDelay(stepTime);
  }

  /** An environment and what each of its steps takes. */
  static Environment of(Environment inner, Duration stepTime) {
    return switch (inner) {
      case EnumerableEnvironment enumerable -> new Enumerable(enumerable, stepTime);
      case RestorableEnvironment restorable -> new Restorable<>(restorable, stepTime);
      default -> new DelayedEnvironment(inner, stepTime);
    };
  }

  @Override
  public float[] reset(RandomGenerator random) {
    return inner.reset(random);
  }

  @Override
  public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
    long begun = delay.begin();
    float[] observation = inner.step(action, random, outcome);
    delay.await(begun);
    return observation;
  }

  @Override
  public void close() {
    inner.close();
  }

  private static class Restorable<E extends RestorableEnvironment> extends DelayedEnvironment
      implements RestorableEnvironment {
    final E states;

    Restorable(E inner, Duration stepTime) {
      super(inner, stepTime);
      this.states = inner;
    }

    @Override
    public int stateSize() {
      return states.stateSize();
    }

    @Override
    public void saveState(double[] state, int offset) {
      states.saveState(state, offset);
    }

    @Override
    public float[] restoreState(double[] state, int offset) {
      return states.restoreState(state, offset);
    }
  }

  private static final class Enumerable extends Restorable<EnumerableEnvironment>
      implements EnumerableEnvironment {

    Enumerable(EnumerableEnvironment inner, Duration stepTime) {
      super(inner, stepTime);
    }

    @Override
    public double[][] startStates() {
      return states.startStates();
    }
  }
}
