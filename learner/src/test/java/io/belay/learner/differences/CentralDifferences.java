package io.belay.learner.differences;

import java.util.function.ToDoubleFunction;

/**
 * Derivatives of a function of many variables by central differences.
 *
 * <p>With values of order 1 rounding leaves an error of about 10⁻¹⁶ ÷ h in a first difference and
 * 10⁻¹⁶ ÷ h² in a second one, the neglected terms one of order h²: the steps make either below 10⁻⁶
 * of what single precision is held to.
 */
public final class CentralDifferences {
  private static final double FIRST_STEP = 1e-5;
  private static final double SECOND_STEP = 1e-4;

  private CentralDifferences() {}

  /** ∂f ÷ ∂x at x: (f(x + h eᵢ) − f(x − h eᵢ)) ÷ 2h. */
  public static double[] gradient(ToDoubleFunction<double[]> f, double[] x) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double above = f.applyAsDouble(moved(x, i, FIRST_STEP));
      double below = f.applyAsDouble(moved(x, i, -FIRST_STEP));
      gradient[i] = (above - below) / (2 * FIRST_STEP);
    }
    return gradient;
  }

  /** ∂/∂t f(x + t v) at t = 0. */
  public static double along(ToDoubleFunction<double[]> f, double[] x, double[] v) {
    double above = f.applyAsDouble(plus(x, FIRST_STEP, v));
    double below = f.applyAsDouble(plus(x, -FIRST_STEP, v));
    return (above - below) / (2 * FIRST_STEP);
  }

  /** H v, H being the Hessian of f at x: mixed second differences along eᵢ and v. */
  public static double[] hessianTimes(ToDoubleFunction<double[]> f, double[] x, double[] v) {
    double[] forward = plus(x, SECOND_STEP, v);
    double[] backward = plus(x, -SECOND_STEP, v);
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double difference =
          f.applyAsDouble(moved(forward, i, SECOND_STEP))
              - f.applyAsDouble(moved(forward, i, -SECOND_STEP))
              - f.applyAsDouble(moved(backward, i, SECOND_STEP))
              + f.applyAsDouble(moved(backward, i, -SECOND_STEP));
      product[i] = difference / (4 * SECOND_STEP * SECOND_STEP);
    }
    return product;
  }

  private static double[] moved(double[] x, int i, double by) {
    double[] moved = x.clone();
    moved[i] += by;
    return moved;
  }

  private static double[] plus(double[] x, double factor, double[] v) {
    double[] sum = x.clone();
    for (int i = 0; i < x.length; i++) {
      sum[i] += factor * v[i];
    }
    return sum;
  }
}
