package io.belay.learner.differences;

/**
 * A fully connected network; its parameters are W₀ {@code [inputs, outputs]}, b₀, W₁, b₁, … one
 * after the other.
 *
 * @param widths of the input, of every hidden layer and of the output
 * @param rectified whether hidden layers are max(0, z), else tanh z
 * @param biased whether there are any b
 */
record DoubleNetwork(int[] widths, boolean rectified, boolean biased) {

  /** Number of parameters. */
  int size() {
    int size = 0;
    for (int l = 0; l + 1 < widths.length; l++) {
      size += (widths[l] + (biased ? 1 : 0)) * widths[l + 1];
    }
    return size;
  }

  /** Outputs for one input; parameters begin the array. */
  double[] apply(double[] parameters, double[] input) {
    return run(parameters, input, new double[] {Double.POSITIVE_INFINITY});
  }

  /** Least distance of a hidden unit to the kink of its activation; infinite where it has none. */
  double distanceToKink(double[] parameters, double[] input) {
    double[] nearest = {Double.POSITIVE_INFINITY};
    run(parameters, input, nearest);
    return rectified ? nearest[0] : Double.POSITIVE_INFINITY;
  }

  private double[] run(double[] parameters, double[] input, double[] nearest) {
    double[] x = input;
    int at = 0;
    for (int l = 0; l + 1 < widths.length; l++) {
      boolean hidden = l + 2 < widths.length;
      double[] y = new double[widths[l + 1]];
      int biasAt = at + widths[l] * y.length;
      for (int j = 0; j < y.length; j++) {
        double z = biased ? parameters[biasAt + j] : 0;
        for (int i = 0; i < x.length; i++) {
          z += x[i] * parameters[at + i * y.length + j];
        }
        if (hidden) {
          nearest[0] = Math.min(nearest[0], Math.abs(z));
          z = rectified ? Math.max(0, z) : Math.tanh(z);
        }
        y[j] = z;
      }
      at = biasAt + (biased ? y.length : 0);
      x = y;
    }
    return x;
  }
}
