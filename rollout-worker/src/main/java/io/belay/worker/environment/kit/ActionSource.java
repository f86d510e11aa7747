package io.belay.worker.environment.kit;

import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.Space;
import java.util.random.RandomGenerator;

/** Actions to try: anything a policy may choose. */
final class ActionSource {
  private static final float UNBOUNDED = 10f;
  private static final float BEYOND = 3f;

  private final Space space;

  ActionSource(Space space) {
    this.space = space;
  }

  /**
   * Fills in an action: half of those in a box are uniform inside, the others at a bound or beyond
   * it.
   */
  void choose(RandomGenerator random, float[] action) {
    switch (space) {
      case Discrete discrete -> action[0] = (int) (random.nextDouble() * discrete.n());
      case Box box -> {
        for (int i = 0; i < action.length; i++) {
          action[i] = coordinate(bounded(box.low().get(i)), bounded(box.high().get(i)), random);
        }
      }
    }
  }

  private static float coordinate(float low, float high, RandomGenerator random) {
    double u = random.nextDouble();
    if (u < 0.5) {
      return (float) (low + 2 * u * ((double) high - low));
    } else if (u < 0.625) {
      return low;
    } else if (u < 0.75) {
      return high;
    } else {
      float reach = BEYOND * Math.max(1f, Math.max(Math.abs(low), Math.abs(high)));
      return u < 0.875 ? low - reach : high + reach;
    }
  }

  private static float bounded(float bound) {
    return Math.clamp(bound, -UNBOUNDED, UNBOUNDED);
  }
}
