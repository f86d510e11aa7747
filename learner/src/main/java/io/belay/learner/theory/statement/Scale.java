package io.belay.learner.theory.statement;

/** How an axis places its values. */
public enum Scale {
  /** Equal differences are equally long. */
  LINEAR,
  /** Equal ratios are equally long; values that are not positive are not shown. */
  LOGARITHMIC
}
