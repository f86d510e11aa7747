package io.belay.worker.environment;

import java.util.Locale;

/**
 * Levenshtein distance: the fewest insertions, deletions and replacements of one character that
 * turn one word into another.
 */
final class EditDistance {

  private EditDistance() {}

  static int ignoringCase(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    // Wagner–Fischer with one row: distances[j] is the distance between the first i characters of a
    // and the first j of b.
    int[] distances = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      distances[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = distances[0];
      distances[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = distances[j];
        distances[j] = Math.min(replaced, Math.min(distances[j], distances[j - 1]) + 1);
      }
    }
    return distances[b.length()];
  }
}
