package io.belay.learner.theory.statement;

/** On which side of its bound a measured quantity has to lie. */
public enum Relation {
  /** measured ≤ bound. */
  AT_MOST("≤", ">"),
  /** measured ≥ bound. */
  AT_LEAST("≥", "<");

  private final String sign;
  private final String negation;

  Relation(String sign, String negation) {
    this.sign = sign;
    this.negation = negation;
  }

  /** The sign to print between measured and bound: that of the relation, or of its opposite. */
  public String sign(boolean holds) {
    return holds ? sign : negation;
  }
}
