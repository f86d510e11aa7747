package io.belay.learner.theory.instance;

import java.util.function.ToDoubleFunction;

/** Operations on vectors, with sums in ascending order of the index. */
public final class Vectors {
  private static final double STEP = 1e-3;

  private Vectors() {}

  /** Σ xᵢ yᵢ. */
  public static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** √Σ xᵢ², also where the squares would underflow. */
  public static double norm(double[] x) {
    double largest = largest(x);
    if (largest == 0) {
      return 0;
    }
    double sum = 0;
    for (double one : x) {
      sum += one / largest * (one / largest);
    }
    return largest * Math.sqrt(sum);
  }

  /** max |xᵢ|. */
  public static double largest(double[] x) {
    double largest = 0;
    for (double one : x) {
      largest = Math.max(largest, Math.abs(one));
    }
    return largest;
  }

  /** x + factor · y; a new array. */
  public static double[] plus(double[] x, double factor, double[] y) {
    double[] sum = x.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * y[i];
    }
    return sum;
  }

  /** max |xᵢ − yᵢ| ÷ max |yᵢ|. */
  public static double relativeDifference(double[] x, double[] y) {
    return largest(plus(x, -1, y)) / largest(y);
  }

  /** 1, 2, … n. */
  public static double[] upTo(int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i + 1;
    }
    return x;
  }

  /** Cumulative minima; a new array. */
  public static double[] smallestSoFar(double[] x) {
    double[] smallest = x.clone();
    for (int i = 1; i < x.length; i++) {
      smallest[i] = Math.min(smallest[i - 1], x[i]);
    }
    return smallest;
  }

  /**
   * ∇f(x) from values of f alone, by central differences of fourth order, (8(f₊₁ − f₋₁) − (f₊₂ −
   * f₋₂))/(12h): of error O(h⁴), for h = 10⁻³ about 10⁻¹² of a smooth function's size.
   */
  public static double[] differences(ToDoubleFunction<double[]> f, double[] x) {
    double[] gradient = new double[x.length];
    double[] moved = x.clone();
    for (int i = 0; i < x.length; i++) {
      double[] at = new double[2];
      for (int k = 1; k <= 2; k++) {
        moved[i] = x[i] + k * STEP;
        at[k - 1] = f.applyAsDouble(moved);
        moved[i] = x[i] - k * STEP;
        at[k - 1] -= f.applyAsDouble(moved);
      }
      moved[i] = x[i];
      gradient[i] = (8 * at[0] - at[1]) / (12 * STEP);
    }
    return gradient;
  }
}
