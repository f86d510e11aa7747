package io.belay.recipe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that was probably meant. */
public final class Suggestion {

  /**
   * The candidate with the smallest edit distance to {@code typed}, where that is at most a third
   * of its length.
   *
   * <p>Capitals, underscores and hyphens are not counted as edits: {@code learningRate} and {@code
   * learning_rate} both suggest {@code learning-rate}.
   */
  public static Optional<String> closest(String typed, Collection<String> candidates) {
    String plain = plain(typed);
    return candidates.stream()
        .filter(candidate ->
            distance(plain, plain(candidate)) <= Math.max(1, Math.min(candidate.length(), 12) / 3))
        .min(Comparator.comparingInt(candidate -> distance(plain, plain(candidate))));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Levenshtein's distance. Words longer than 100 characters are far from everything. */
  private static int distance(String a, String b) {
    if (a.length() > 100 || b.length() > 100) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private Suggestion() {}
}
