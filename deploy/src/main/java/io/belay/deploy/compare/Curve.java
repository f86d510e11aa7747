package io.belay.deploy.compare;

/**
 * A piecewise linear function, through the points of a run.
 *
 * @param x ascending, at least one
 * @param y finite, one for each x
 */
record Curve(double[] x, double[] y) {

  double first() {
    return x[0];
  }

  double last() {
    return x[x.length - 1];
  }

  /** The last point's y. */
  double end() {
    return y[y.length - 1];
  }

  /**
   * Values at ascending places, by linear interpolation; beyond the last point it stays as it is
   * there.
   *
   * @param places ascending, none before the first point
   */
  double[] at(double[] places) {
    double[] values = new double[places.length];
    int right = 0;
    for (int i = 0; i < places.length; i++) {
      while (right < x.length - 1 && x[right] < places[i]) {
        right++;
      }
      values[i] = right == 0 ? y[0] : between(right - 1, right, places[i]);
    }
    return values;
  }

  private double between(int left, int right, double place) {
    double width = x[right] - x[left];
    if (width == 0 || place >= x[right]) {
      return y[right];
    }
    double share = (place - x[left]) / width;
    return y[left] + share * (y[right] - y[left]);
  }
}
