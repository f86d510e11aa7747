package io.belay.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The keys that mean something to other algorithms than a recipe's. */
final class OtherAlgorithms {

  /**
   * For each key that means nothing to an algorithm but something to another, the rule that it
   * breaks.
   */
  static SequencedMap<String, String> rules(String algorithm) {
    List<Key> own = AlgorithmKeys.of(algorithm);
    SequencedMap<String, String> rules = new LinkedHashMap<>();
    for (String other : AlgorithmKeys.NAMES) {
      for (Key key : AlgorithmKeys.of(other)) {
        if (!own.contains(key)) {
          rules.computeIfAbsent(
              key.path(),
              _ -> "a key of %s means nothing to %s".formatted(words(owners(key)), algorithm));
        }
      }
    }
    return rules;
  }

  private static List<String> owners(Key key) {
    return AlgorithmKeys.NAMES.stream()
        .filter(
            name -> AlgorithmKeys.of(name).stream().anyMatch(own -> own.path().equals(key.path())))
        .toList();
  }

  /** {@code npg, qnpg and trpo}. */
  private static String words(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.getFirst()
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private OtherAlgorithms() {}
}
