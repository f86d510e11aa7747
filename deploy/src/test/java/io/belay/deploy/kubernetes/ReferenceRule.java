package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules of what objects say of one another. */
enum ReferenceRule implements ManifestRule {
  CONFIG_MAPS_OF_PODS_EXIST(manifests ->
      references(manifests, "configMapRef", "configMapKeyRef", "configMap")
          .filter(reference -> manifests.find("ConfigMap", reference.name()).isEmpty())
          .map(Reference::toString)),

  KEYS_OF_CONFIG_MAPS_EXIST(manifests ->
      references(manifests, "configMapKeyRef", "configMap")
          .flatMap(reference ->
              reference.keys().stream()
                  .filter(key ->
                      manifests
                          .find("ConfigMap", reference.name())
                          .filter(map -> map.tree().at("data", key).present())
                          .isEmpty())
                  .map(key -> "%s: key=%s".formatted(reference, key)))),

  SECRETS_OF_PODS_EXIST_OR_ARE_OF_A_CERTIFICATE(manifests ->
      references(manifests, "secretRef", "secretKeyRef", "secret")
          .filter(reference ->
              manifests.find("Secret", reference.name()).isEmpty()
                  && manifests
                      .of("Certificate")
                      .noneMatch(certificate ->
                          certificate.spec("secretName").textOr("").equals(reference.name())))
          .map(Reference::toString)),

  CONFIG_MAPS_ARE_USED(manifests ->
      manifests
          .of("ConfigMap")
          .filter(map -> !map.labels().containsKey("grafana_dashboard"))
          .filter(map ->
              references(manifests, "configMapRef", "configMapKeyRef", "configMap")
                  .noneMatch(reference -> reference.name().equals(map.name())))
          .map(Manifest::toString)),

  /** A ConfigMap under a new name, or its hash in the pod's annotations, makes new pods. */
  A_CHANGE_OF_CONFIGURATION_ROLLS_THE_PODS(manifests ->
      references(manifests, "configMapRef", "configMapKeyRef", "configMap")
          .filter(reference -> !reference.rolls())
          .map(Reference::toString)),

  CLAIMS_OF_PODS_EXIST(manifests ->
      manifests.workloads().stream()
          .flatMap(workload ->
              workload.pod().at("volumes").list().stream()
                  .map(volume -> volume.at("persistentVolumeClaim", "claimName").textOr(""))
                  .filter(claim -> !claim.isEmpty())
                  .filter(claim -> manifests.find("PersistentVolumeClaim", claim).isEmpty())
                  .map(claim -> "%s: claimName=%s".formatted(workload, claim)))),

  MOUNTS_HAVE_A_VOLUME(manifests ->
      manifests
          .containers()
          .flatMap(container ->
              container
                  .mounts()
                  .map(mount -> mount.at("name").text())
                  .filter(volume -> container.workload().volume(volume).isEmpty())
                  .map(volume -> "%s: name=%s".formatted(container, volume)))),

  VOLUMES_ARE_MOUNTED(manifests ->
      manifests.workloads().stream()
          .flatMap(workload ->
              workload.pod().at("volumes").list().stream()
                  .map(volume -> volume.at("name").text())
                  .filter(volume ->
                      workload.containers().stream()
                          .flatMap(Container::mounts)
                          .noneMatch(mount -> mount.at("name").text().equals(volume)))
                  .map(volume -> "%s: name=%s".formatted(workload, volume)))),

  ACCOUNTS_EXIST_AND_ARE_OF_ONE_WORKLOAD(manifests -> {
    Set<String> seen = new TreeSet<>();
    return manifests.workloads().stream()
        .filter(workload -> {
          String account = workload.pod().at("serviceAccountName").textOr("");
          return manifests.find("ServiceAccount", account).isEmpty() || !seen.add(account);
        })
        .map(Workload::toString);
  }),

  NOBODY_HAS_A_TOKEN_OF_THE_API(manifests ->
      Stream.concat(
          manifests
              .of("ServiceAccount")
              .filter(account ->
                  !account.tree().at("automountServiceAccountToken").textOr("").equals("false"))
              .map(Manifest::toString),
          manifests.workloads().stream()
              .filter(workload ->
                  !workload.pod().at("automountServiceAccountToken").textOr("").equals("false"))
              .map(Workload::toString)));

  /** What kustomize appends to the name of a generated ConfigMap. */
  private static final Pattern HASHED = Pattern.compile(".+-[a-z0-9]{10}");

  private final Function<Manifests, Stream<String>> check;

  ReferenceRule(Function<Manifests, Stream<String>> check) {
    this.check = check;
  }

  @Override
  public List<String> findings(Manifests manifests) {
    return check.apply(manifests).toList();
  }

  /**
   * A pod's mention of a ConfigMap or Secret.
   *
   * @param keys those that it asks for by name
   */
  private record Reference(Workload workload, String field, String name, List<String> keys) {
    static Optional<Reference> of(Workload workload, String field, Tree mention) {
      return Optional.of(mention)
          .filter(Tree::present)
          .map(found ->
              new Reference(
                  workload,
                  field,
                  found.at("secretName").textOr(found.at("name").textOr("")),
                  Stream.concat(Stream.of(found), found.at("items").list().stream())
                      .map(each -> each.at("key").textOr(""))
                      .filter(key -> !key.isEmpty())
                      .collect(Collectors.toList())));
    }

    boolean rolls() {
      return HASHED.matcher(name).matches()
          || workload.annotations().keySet().stream()
              .anyMatch(annotation ->
                  annotation.startsWith("checksum/") && name.endsWith(annotation.substring(9)));
    }

    @Override
    public String toString() {
      return "%s: %s=%s".formatted(workload, field, name);
    }
  }

  private static Stream<Reference> references(Manifests manifests, String... fields) {
    return manifests.workloads().stream()
        .flatMap(workload ->
            Stream.of(fields)
                .flatMap(field ->
                    workload
                        .pod()
                        .all()
                        .flatMap(part -> Reference.of(workload, field, part.at(field)).stream())));
  }
}
