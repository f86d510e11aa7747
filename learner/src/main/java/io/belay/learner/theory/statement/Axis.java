package io.belay.learner.theory.statement;

/**
 * An axis of a plot.
 *
 * @param label the quantity along it, short enough for a phone
 */
public record Axis(String label, Scale scale) {

  /** An axis on which equal differences are equally long. */
  public static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR);
  }

  /** An axis on which equal ratios are equally long. */
  public static Axis logarithmic(String label) {
    return new Axis(label, Scale.LOGARITHMIC);
  }
}
