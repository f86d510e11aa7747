package io.belay.deploy.kubernetes;

import io.belay.deploy.kubernetes.shape.ObjectShapes;
import io.belay.deploy.monitoring.Tree;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rules of single objects, whatever they are. */
enum ObjectRule implements ManifestRule {
  /** Fields, types, quantities, durations, names: {@link ObjectShapes}. */
  OBJECTS_HAVE_THE_FIELDS_OF_THEIR_KIND(manifests ->
      manifests.objects().stream()
          .flatMap(manifest -> ObjectShapes.findings(manifest.tree().value()).stream())),

  SCALARS_MEAN_THE_SAME_IN_EVERY_YAML(manifests -> YamlText.ambiguous(manifests.text()).stream()),

  NO_OBJECT_IS_THERE_TWICE(manifests -> {
    Set<String> seen = new HashSet<>();
    return manifests.objects().stream()
        .map(object -> "%s in %s".formatted(object, object.namespace()))
        .filter(object -> !seen.add(object));
  }),

  ELEMENTS_OF_A_LIST_ARE_TOLD_APART_BY_NAME(manifests ->
      manifests.objects().stream()
          .flatMap(object ->
              object
                  .tree()
                  .all()
                  .filter(part -> !part.list().isEmpty())
                  .flatMap(ObjectRule::repeated)
                  .map(name -> "%s: name=%s".formatted(object, name)))),

  OBJECTS_ARE_IN_THE_NAMESPACE(manifests ->
      manifests.objects().stream()
          .filter(object -> !object.is("Namespace") && !object.namespace().equals("belay"))
          .map(object -> "%s: namespace=%s".formatted(object, object.namespace()))),

  OBJECTS_HAVE_THE_RECOMMENDED_LABELS(manifests ->
      manifests.objects().stream()
          .filter(object ->
              !object
                  .labels()
                  .entrySet()
                  .containsAll(
                      Map.of(
                              "app.kubernetes.io/name", "belay",
                              "app.kubernetes.io/instance", "belay",
                              "app.kubernetes.io/part-of", "belay")
                          .entrySet()))
          .map(object -> "%s: labels=%s".formatted(object, object.labels()))),

  /**
   * {@code kubectl apply} keeps what it was given in an annotation of the object, all of which
   * together have 256 KiB.
   */
  OBJECTS_CAN_BE_APPLIED_BY_THE_CLIENT(manifests ->
      manifests.objects().stream()
          .filter(object -> annotated(object.tree()) > 256 << 10)
          .map(object -> "%s: bytes=%d".formatted(object, annotated(object.tree()))));

  private final Function<Manifests, Stream<String>> check;

  ObjectRule(Function<Manifests, Stream<String>> check) {
    this.check = check;
  }

  @Override
  public List<String> findings(Manifests manifests) {
    return check.apply(manifests).toList();
  }

  private static Stream<String> repeated(Tree list) {
    Set<String> seen = new HashSet<>();
    return list.list().stream()
        .filter(element -> element.at("name").value() instanceof String)
        .map(element -> element.at("name").text())
        .filter(name -> !seen.add(name));
  }

  /** Bytes of a value as JSON. */
  private static int annotated(Tree tree) {
    if (!tree.keys().isEmpty()) {
      return tree.keys().stream().mapToInt(key -> key.length() + 4 + annotated(tree.at(key))).sum();
    } else if (!tree.list().isEmpty()) {
      return tree.list().stream().mapToInt(element -> 1 + annotated(element)).sum();
    } else if (tree.value() instanceof String text) {
      // Quotes, backslashes and ends of lines take two bytes, signs of HTML six.
      long escaped = text.chars().filter(sign -> "\"\\\n\t\r".indexOf(sign) >= 0).count();
      long unicode = text.chars().filter(sign -> "<>&".indexOf(sign) >= 0).count();
      return text.getBytes(StandardCharsets.UTF_8).length + 2 + (int) (escaped + 5 * unicode);
    }
    return 8;
  }
}
