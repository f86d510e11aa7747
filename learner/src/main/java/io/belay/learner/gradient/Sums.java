package io.belay.learner.gradient;

/** Sums over float vectors, taken in double and in ascending order. */
public final class Sums {

  private Sums() {}

  /** aᵀb. */
  public static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** The Euclidean norm ‖a‖. */
  public static double norm(float[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** The mean of the elements. */
  public static double mean(float[] a) {
    double sum = 0;
    for (float element : a) {
      sum += element;
    }
    return sum / a.length;
  }
}
