package io.belay.learner.gradient;

/** A symmetric matrix A that is known by its products with vectors alone. */
@FunctionalInterface
public interface SymmetricOperator {

  /**
   * A v.
   *
   * @param vector v, {@code [size]}, read only
   * @param product receives A v, {@code [size]}
   */
  void multiply(float[] vector, float[] product);
}
