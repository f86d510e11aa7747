package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A change that breaks a rule.
 *
 * @param object {@code Kind/name}; a generated name without its hash
 * @param path of the field, steps with slashes between, {@code ~1} for a slash in a step; empty for
 *     the object itself
 * @param value in YAML that is put there; null takes the field away
 */
record BrokenCopy(ManifestRule rule, String object, String path, @Nullable String value) {

  /** The manifests with the change, which has to change something. */
  Manifests of(Manifests whole) {
    Manifest old =
        whole.objects().stream()
            .filter(manifest -> manifest.toString().replaceAll("-[a-z0-9]{10}$", "").equals(object))
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException("no such object: " + object));
    if (path.isEmpty()) {
      return whole.with(
          old, value == null ? List.of() : List.of(old, new Manifest(Tree.parse(value))));
    }
    Object root = copy(old.tree().value());
    List<String> steps = List.of(path.split("/"));
    Object here = root;
    for (String step : steps.subList(0, steps.size() - 1)) {
      here = step(here, step);
    }
    change(here, name(steps.getLast()));
    Manifest changed = new Manifest(new Tree(root));
    if (changed.equals(old)) {
      throw new IllegalStateException("the change changes nothing: " + this);
    }
    return whole.with(old, List.of(changed));
  }

  @SuppressWarnings("unchecked")
  private void change(Object parent, String last) {
    Object wanted = value == null ? null : copy(Tree.parse(value).value());
    if (parent instanceof List<?> list) {
      List<Object> elements = (List<Object>) list;
      if (last.equals("-")) {
        elements.add(wanted);
      } else if (wanted == null) {
        elements.remove(Integer.parseInt(last));
      } else {
        elements.set(Integer.parseInt(last), wanted);
      }
    } else if (wanted == null) {
      if (((Map<String, Object>) parent).remove(last) == null) {
        throw new NoSuchElementException("nothing to take away: " + this);
      }
    } else {
      ((Map<String, Object>) parent).put(last, wanted);
    }
  }

  /** A step into a list is a number, or the name of an element. */
  private Object step(Object here, String step) {
    if (here instanceof List<?> list) {
      return list.stream()
          .filter(each -> each instanceof Map<?, ?> map && name(step).equals(map.get("name")))
          .findFirst()
          .map(Object.class::cast)
          .orElseGet(() -> list.get(Integer.parseInt(step)));
    }
    Object below = ((Map<?, ?>) here).get(name(step));
    if (below == null) {
      throw new NoSuchElementException("no such field: step=%s, %s".formatted(step, this));
    }
    return below;
  }

  private static String name(String step) {
    return step.replace("~1", "/");
  }

  private static @Nullable Object copy(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copied = new LinkedHashMap<>();
      map.forEach((key, each) -> copied.put(String.valueOf(key), copy(each)));
      return copied;
    } else if (value instanceof List<?> list) {
      List<Object> copied = new ArrayList<>();
      list.forEach(each -> copied.add(copy(each)));
      return copied;
    }
    return value;
  }
}
