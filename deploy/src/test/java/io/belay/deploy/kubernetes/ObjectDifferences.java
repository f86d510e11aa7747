package io.belay.deploy.kubernetes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In what two sets of objects differ, object by object and field by field, but for what makes no
 * difference in a cluster: the hash in the name of a generated ConfigMap and the checksum of it in
 * an annotation, Helm's own labels, the order of elements with a name, and how long texts are
 * folded.
 */
final class ObjectDifferences {
  private static final List<String> OF_HELM =
      List.of("helm.sh/chart", "app.kubernetes.io/managed-by");

  private final List<String> found = new ArrayList<>();

  private ObjectDifferences() {}

  /** All differences, a sentence each, as {@code PATH: LEFT ≠ RIGHT}. */
  static List<String> between(Manifests left, Manifests right) {
    ObjectDifferences differences = new ObjectDifferences();
    differences.compare("", objects(left), objects(right));
    return differences.found;
  }

  private static Map<String, Object> objects(Manifests manifests) {
    List<String> generated =
        manifests.of("ConfigMap").map(Manifest::name).filter(ObjectDifferences::hashed).toList();
    return manifests.objects().stream()
        .collect(
            Collectors.toMap(
                manifest -> "%s/%s".formatted(manifest.kind(), plain(manifest.name(), generated)),
                manifest -> canonical(manifest.tree().value(), generated),
                (first, second) -> {
                  throw new AssertionError("an object is there twice: " + first);
                },
                TreeMap::new));
  }

  private static boolean hashed(String name) {
    return name.matches(".+-[a-z0-9]{10}");
  }

  private static String plain(String name, List<String> generated) {
    return generated.contains(name) ? name.substring(0, name.length() - 11) : name;
  }

  private static Object canonical(@Nullable Object value, List<String> generated) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, each) -> {
        String name = String.valueOf(key);
        if (!OF_HELM.contains(name) && !name.startsWith("checksum/")) {
          sorted.put(name, canonical(each, generated));
        }
      });
      return sorted;
    } else if (value instanceof List<?> list) {
      Stream<Object> all = list.stream().map(each -> canonical(each, generated));
      return list.stream()
              .allMatch(each -> each instanceof Map<?, ?> map && map.get("name") != null)
          ? all.sorted(Comparator.comparing(each -> String.valueOf(((Map<?, ?>) each).get("name"))))
              .toList()
          : all.toList();
    } else if (value instanceof String text) {
      return plain(text, generated).replaceAll("\\s+", " ").strip();
    }
    return value == null ? "null" : value;
  }

  private void compare(String path, Object left, Object right) {
    if (left instanceof Map<?, ?> first && right instanceof Map<?, ?> second) {
      TreeSet<String> keys = new TreeSet<>();
      Stream.of(first, second).forEach(map -> map.keySet().forEach(key -> keys.add((String) key)));
      for (String key : keys) {
        String below = path.isEmpty() ? key : "%s.%s".formatted(path, key);
        if (!second.containsKey(key)) {
          found.add(below + ": only on the left");
        } else if (!first.containsKey(key)) {
          found.add(below + ": only on the right");
        } else {
          compare(below, first.get(key), second.get(key));
        }
      }
    } else if (left instanceof List<?> first
        && right instanceof List<?> second
        && first.size() == second.size()) {
      for (int i = 0; i < first.size(); i++) {
        compare("%s[%d]".formatted(path, i), first.get(i), second.get(i));
      }
    } else if (!left.equals(right)) {
      found.add("%s: %s ≠ %s".formatted(path, left, right));
    }
  }
}
