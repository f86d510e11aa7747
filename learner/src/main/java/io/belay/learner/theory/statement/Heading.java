package io.belay.learner.theory.statement;

import io.belay.error.BelayException;
import java.util.regex.Pattern;

/**
 * What a statement says, in words.
 *
 * @param name by which it is called, such as {@code theorem-10.7}: lower-case letters, digits, dots
 *     and hyphens
 * @param number as the lecture counts it, such as {@code Theorem 10.7}; where it counts nothing,
 *     where it stands
 * @param title what it is about, in a few words
 * @param sentence what it says, in one sentence
 * @param formula the same as a formula, in Unicode
 * @param remark what the check adds or where the lecture's print is off, with the derivation; may
 *     be empty
 */
public record Heading(
    String name, String number, String title, String sentence, String formula, String remark) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]*");

  public Heading {
    if (!NAME.matcher(name).matches()) {
      throw BelayException.invalid(
          "a statement's name has lower-case letters, digits, dots and hyphens: name=" + name);
    }
    if (sentence.isBlank() || title.isBlank() || number.isBlank()) {
      throw BelayException.invalid(
          "a statement has a number, a title and a sentence: name=" + name);
    }
  }
}
