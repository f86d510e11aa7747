package io.belay.learner.theory.instance;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;

/** Random parameters and distributions, each a function of its seed. */
public final class Randomness {
  private Randomness() {}

  /** Draws that belong to a seed and a number within it. */
  public static Chance at(long seed, int number) {
    return new Chance(seed).at(Purpose.INITIALISATION, number, 0, 0);
  }

  /** Independent normals of mean 0, {@code [length]}. */
  public static double[] normals(int length, double standardDeviation, long seed) {
    Chance chance = at(seed, 0);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = standardDeviation * chance.nextGaussian();
    }
    return values;
  }

  /** A uniformly chosen distribution with every probability above 0, {@code [length]}. */
  public static double[] distribution(int length, long seed) {
    Chance chance = at(seed, 1);
    double[] values = new double[length];
    double sum = 0;
    for (int i = 0; i < length; i++) {
      // Exponentials, divided by their sum, are uniform on the simplex.
      values[i] = -StrictMath.log1p(-chance.nextDouble()) + 1e-3;
      sum += values[i];
    }
    for (int i = 0; i < length; i++) {
      values[i] /= sum;
    }
    return values;
  }
}
