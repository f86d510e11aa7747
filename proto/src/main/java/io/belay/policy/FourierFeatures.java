package io.belay.policy;

import io.belay.error.BelayException;
import io.belay.space.Box;

/**
 * The Fourier basis cos(π c·x̄) for all integer vectors c in {0, …, order}ⁿ, x̄ being the
 * observation scaled to [0, 1]ⁿ by its bounds and clipped there.
 *
 * <p>Konidaris, Osentoski, Thomas, <a href="https://doi.org/10.1609/aaai.v25i1.7903">Value Function
 * Approximation in Reinforcement Learning using the Fourier Basis</a>, AAAI 2011, equation 4.
 */
final class FourierFeatures implements FeatureMap {
  private static final int MOST_FEATURES = 100_000;

  private final Box box;
  private final int order;
  private final int size;

  FourierFeatures(Box box, int order) {
    this.box = box;
    this.order = order;
    double features = StrictMath.pow(order + 1.0, box.size());
    if (features > MOST_FEATURES) {
      throw BelayException.invalid(
          "Fourier features number at most 100000; lower the order: policy.features.order=%d, inputs=%d"
              .formatted(order, box.size()));
    }
    size = (int) features;
    for (int i = 0; i < box.size(); i++) {
      if (!Float.isFinite(box.high().get(i) - box.low().get(i))
          || box.low().get(i).equals(box.high().get(i))) {
        throw BelayException.invalid(
            "Fourier features need observations bounded on both sides; use polynomial features: index=%d, low=%s, high=%s"
                .formatted(i, box.low().get(i), box.high().get(i)));
      }
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void apply(float[] x, int xAt, int rows, float[] out, int outAt) {
    int inputs = box.size();
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < size; k++) {
        double phase = 0;
        int digits = k;
        for (int i = 0; i < inputs; i++) {
          double low = box.low().get(i);
          double scaled = (x[xAt + r * inputs + i] - low) / (box.high().get(i) - low);
          phase += digits % (order + 1) * Math.clamp(scaled, 0.0, 1.0);
          digits /= order + 1;
        }
        out[outAt + r * size + k] = (float) StrictMath.cos(Math.PI * phase);
      }
    }
  }
}
