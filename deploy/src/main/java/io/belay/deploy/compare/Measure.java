package io.belay.deploy.compare;

import io.belay.recipe.ExactSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.SampledSettings;

/** What runs are compared by, and over what. */
enum Measure {
  /** Mean return of the last 100 training episodes, over environment steps. */
  RETURN("return", "environment steps", "returnMean", "environmentSteps"),

  /** The true value of the policy, over iterations, since nothing is sampled. */
  VALUE("V(ρ)", "iterations", "value", "version");

  private final String quantity;
  private final String over;
  private final String quantityMember;
  private final String overMember;

  Measure(String quantity, String over, String quantityMember, String overMember) {
    this.quantity = quantity;
    this.over = over;
    this.quantityMember = quantityMember;
    this.overMember = overMember;
  }

  static Measure of(Recipe recipe) {
    return switch (recipe.algorithm()) {
      case SampledSettings _ -> RETURN;
      case ExactSettings _ -> VALUE;
    };
  }

  /** What runs are compared by, in words. */
  @Override
  public String toString() {
    return quantity + " over " + over;
  }

  String quantity() {
    return quantity;
  }

  String over() {
    return over;
  }

  /** The member of a line of {@code progress.jsonl} that has the quantity. */
  String quantityMember() {
    return quantityMember;
  }

  /** The member of a line of {@code progress.jsonl} that has what it is drawn over. */
  String overMember() {
    return overMember;
  }

  /** How a number of this quantity is written. */
  String format() {
    return switch (this) {
      case RETURN -> "%.1f";
      case VALUE -> "%.6f";
    };
  }
}
