package io.belay.policy;

import io.belay.error.BelayException;
import java.util.ArrayList;
import java.util.List;

/**
 * All monomials of the inputs up to a total degree, the constant first: degree 1 gives (1, x₁, …,
 * xₙ).
 *
 * <p>Each monomial is its predecessor of one degree less times one input, so that a feature costs
 * one multiplication.
 */
final class PolynomialFeatures implements FeatureMap {
  private static final int MOST_FEATURES = 100_000;

  private final int inputs;

  /** For monomial k ≥ 1: which earlier monomial it extends. */
  private final int[] parent;

  /** For monomial k ≥ 1: by which input. */
  private final int[] factor;

  PolynomialFeatures(int inputs, int degree) {
    this.inputs = inputs;
    List<int[]> monomials = new ArrayList<>();
    monomials.add(new int[] {-1, 0});
    int levelStart = 0;
    for (int d = 0; d < degree; d++) {
      int levelEnd = monomials.size();
      for (int k = levelStart; k < levelEnd; k++) {
        // Extending only by inputs not before the last one makes every monomial once.
        for (int i = monomials.get(k)[1]; i < inputs; i++) {
          monomials.add(new int[] {k, i});
        }
        if (monomials.size() > MOST_FEATURES) {
          throw BelayException.invalid(
              "polynomial features number at most 100000; lower the order: policy.features.order=%d, inputs=%d"
                  .formatted(degree, inputs));
        }
      }
      levelStart = levelEnd;
    }
    parent = monomials.stream().mapToInt(monomial -> monomial[0]).toArray();
    factor = monomials.stream().mapToInt(monomial -> monomial[1]).toArray();
  }

  @Override
  public int size() {
    return parent.length;
  }

  @Override
  public void apply(float[] x, int xAt, int rows, float[] out, int outAt) {
    for (int r = 0; r < rows; r++) {
      int row = outAt + r * parent.length;
      out[row] = 1f;
      for (int k = 1; k < parent.length; k++) {
        out[row + k] = out[row + parent[k]] * x[xAt + r * inputs + factor[k]];
      }
    }
  }
}
