package io.belay.learner.theory.statement;

import io.belay.error.BelayException;
import java.util.Arrays;

/**
 * A curve of a plot.
 *
 * @param label what it is, for the legend
 * @param role what it stands for, which decides how it is drawn
 * @param x ascending
 * @param y of the same length; NaN leaves a gap
 */
public record Series(String label, Role role, double[] x, double[] y) {

  /** What a curve stands for. */
  public enum Role {
    /** Measured, joined by a line. */
    MEASURED,
    /** Measured, each point by itself. */
    POINTS,
    /** What the statement bounds it by: a dashed line. */
    BOUND
  }

  public Series {
    if (x.length != y.length || x.length == 0) {
      throw BelayException.invalid(
          "a series has as many x as y, and at least one: series=%s, x=%d, y=%d"
              .formatted(label, x.length, y.length));
    }
    for (int i = 1; i < x.length; i++) {
      if (!(x[i - 1] < x[i])) {
        throw BelayException.invalid(
            "the x of a series ascend: series=%s, index=%d, before=%s, x=%s"
                .formatted(label, i, x[i - 1], x[i]));
      }
    }
  }

  /** A measured curve. */
  public static Series measured(String label, double[] x, double[] y) {
    return new Series(label, Role.MEASURED, x, y);
  }

  /** Measured points. */
  public static Series points(String label, double[] x, double[] y) {
    return new Series(label, Role.POINTS, x, y);
  }

  /** A bound. */
  public static Series bound(String label, double[] x, double[] y) {
    return new Series(label, Role.BOUND, x, y);
  }

  /**
   * At most {@code most} of its points, the first and the last among them, spread evenly by their
   * logarithm if the axis is logarithmic, by their number else.
   *
   * @param most at least 2
   */
  public Series thinned(int most, Scale scale) {
    if (x.length <= most) {
      return this;
    }
    int[] kept = new int[most];
    int count = 0;
    for (int i = 0; i < most; i++) {
      double part = (double) i / (most - 1);
      int index =
          switch (scale) {
            case LINEAR -> (int) Math.round(part * (x.length - 1));
            case LOGARITHMIC -> (int) Math.round(StrictMath.pow(x.length, part)) - 1;
          };
      if (count == 0 || index > kept[count - 1]) {
        kept[count++] = index;
      }
    }
    int[] indices = Arrays.copyOf(kept, count);
    return new Series(
        label,
        role,
        Arrays.stream(indices).mapToDouble(i -> x[i]).toArray(),
        Arrays.stream(indices).mapToDouble(i -> y[i]).toArray());
  }
}
