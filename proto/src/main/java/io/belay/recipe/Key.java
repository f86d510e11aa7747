package io.belay.recipe;

/** A setting of a recipe: where it is written and which values it may have. */
sealed interface Key
    permits ChoiceKey, FlagKey, RealKey, RealListKey, RealRowsKey, TextKey, WholeKey, WholeListKey {

  /** Path in the recipe, such as {@code algorithm.gae-lambda}. */
  String path();

  /** What the key holds, with its article, as the subject of a rule: "the discount". */
  String noun();

  /** The values it may have, as the predicate of a rule: "a number from 0 to 1". */
  String values();

  /** What to write instead of a value that is not allowed. */
  String remedy();

  /** The rule that {@code value} breaks. */
  default Violation violation(String value) {
    return Violation.of(noun() + " is " + values(), path(), value, remedy());
  }
}
