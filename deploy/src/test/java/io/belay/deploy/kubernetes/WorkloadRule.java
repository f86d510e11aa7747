package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rules of what makes pods, and of what selects them. */
enum WorkloadRule implements ManifestRule {
  SELECTORS_TAKE_THEIR_OWN_PODS(manifests ->
      replicated(manifests)
          .filter(workload -> !LabelSelector.matches(selector(workload), workload.labels()))
          .map(workload -> "%s: labels=%s".formatted(workload, workload.labels()))),

  /** A selector cannot be changed: no label of a version or of an overlay may be in it. */
  SELECTORS_ARE_NAME_INSTANCE_AND_COMPONENT(manifests ->
      replicated(manifests)
          .filter(workload -> !isLasting(selector(workload)))
          .map(workload -> "%s: selector=%s".formatted(workload, selector(workload).value()))),

  SELECTORS_TAKE_NO_PODS_OF_OTHERS(manifests ->
      replicated(manifests)
          .filter(workload -> manifests.selected(selector(workload)).size() != 1)
          .map(workload ->
              "%s: selected=%s".formatted(workload, manifests.selected(selector(workload))))),

  PODS_ARE_OF_THE_COMPONENT_OF_THEIR_OBJECT(manifests ->
      manifests.workloads().stream()
          .filter(workload ->
              workload.component().isEmpty()
                  || !workload
                      .component()
                      .equals(workload.manifest().labels().get(Workload.COMPONENT)))
          .map(workload -> "%s: component=%s".formatted(workload, workload.component()))),

  STATEFUL_SETS_HAVE_A_HEADLESS_SERVICE_THAT_DOES_NOT_WAIT(manifests ->
      manifests.workloads().stream()
          .filter(workload -> workload.manifest().is("StatefulSet"))
          .filter(workload ->
              manifests
                  .find("Service", workload.manifest().spec("serviceName").textOr(""))
                  .filter(service -> service.spec("clusterIP").textOr("").equals("None"))
                  .filter(
                      service -> service.spec("publishNotReadyAddresses").textOr("").equals("true"))
                  .filter(service -> takes(service, workload))
                  .isEmpty())
          .map(workload ->
              "%s: serviceName=%s"
                  .formatted(workload, workload.manifest().spec("serviceName").textOr("")))),

  SERVICES_LEAD_TO_PODS(manifests ->
      manifests
          .of("Service")
          .filter(service -> manifests.workloads().stream().noneMatch(pod -> takes(service, pod)))
          .map(service -> "%s: selector=%s".formatted(service, service.spec("selector").value()))),

  /** Pods on a host's network are reached there, and their Services are passed over. */
  PORTS_OF_SERVICES_ARE_OPEN_IN_THEIR_PODS(manifests ->
      manifests
          .of("Service")
          .flatMap(service ->
              manifests.workloads().stream()
                  .filter(workload -> takes(service, workload) && !workload.onHostNetwork())
                  .flatMap(workload ->
                      service.spec("ports").list().stream()
                          .filter(port -> !reaches(port, workload.main()))
                          .map(port -> "%s: port=%s".formatted(service, port.value()))))),

  BUDGETS_ARE_OF_ONE_WORKLOAD_AND_LET_DRAINS_THROUGH(manifests ->
      manifests
          .of("PodDisruptionBudget")
          .filter(budget ->
              manifests.selected(budget.spec("selector")).size() != 1
                  || List.of("", "0", "0%").contains(budget.spec("maxUnavailable").textOr(""))
                  || !budget.spec("unhealthyPodEvictionPolicy").textOr("").equals("AlwaysAllow"))
          .map(budget -> "%s: spec=%s".formatted(budget, budget.spec().value()))),

  WORKLOADS_OF_A_CLUSTER_HAVE_A_BUDGET(manifests ->
      replicated(manifests)
          .filter(workload ->
              manifests
                  .of("PodDisruptionBudget")
                  .noneMatch(
                      budget -> LabelSelector.matches(budget.spec("selector"), workload.labels())))
          .map(Workload::toString)),

  SPREAD_AND_AFFINITY_ARE_ABOUT_THE_PODS_THEMSELVES(manifests ->
      manifests.workloads().stream()
          .flatMap(workload ->
              neighbours(workload)
                  .filter(selector -> !manifests.selected(selector).equals(List.of(workload)))
                  .map(selector -> "%s: selector=%s".formatted(workload, selector.value())))),

  WORKERS_SPREAD_OVER_NODES(manifests ->
      component(manifests, "worker")
          .filter(workload -> !workload.onHostNetwork())
          .filter(workload ->
              workload.pod().at("topologySpreadConstraints").list().stream()
                  .noneMatch(constraint ->
                      constraint.at("topologyKey").textOr("").equals("kubernetes.io/hostname")))
          .map(Workload::toString)),

  /** A standby on the node of the one that it stands by for goes with it. */
  STANDBYS_ARE_ON_OTHER_NODES(manifests ->
      manifests.workloads().stream()
          .filter(workload -> workload.manifest().is("StatefulSet") && workload.replicas() > 1)
          .filter(workload ->
              required(workload)
                  .noneMatch(
                      term -> term.at("topologyKey").textOr("").equals("kubernetes.io/hostname")))
          .map(workload -> "%s: replicas=%d".formatted(workload, workload.replicas()))),

  /** Nodes that are away for a while, and spot nodes, are for workers alone. */
  TOLERATIONS_OF_SPOT_NODES_ARE_WORKERS(manifests ->
      manifests.workloads().stream()
          .filter(workload -> !workload.component().equals("worker"))
          .filter(workload -> !workload.pod().at("tolerations").list().isEmpty())
          .map(workload ->
              "%s: tolerations=%s".formatted(workload, workload.pod().at("tolerations").value()))),

  IMAGES_ARE_ONE_OF_THIS_VERSION(manifests -> {
    List<String> images = manifests.containers().map(Container::image).distinct().toList();
    return images.stream()
        .filter(image -> images.size() > 1 || !image.endsWith(":" + Release.version()))
        .map(image -> "image=" + image);
  }),

  MEMORY_IS_LIMITED_TO_WHAT_IS_REQUESTED(manifests ->
      containers(
          manifests,
          container -> {
            Tree resources = container.tree().at("resources");
            String memory = resources.at("limits", "memory").textOr("");
            return memory.isEmpty()
                || !memory.equals(resources.at("requests", "memory").textOr(""));
          })),

  /** A quota of processor time delays signs of life. */
  PROCESSORS_ARE_REQUESTED_AND_NOT_LIMITED(manifests ->
      containers(
          manifests,
          container ->
              !container.tree().at("resources", "requests", "cpu").present()
                  || container.tree().at("resources", "limits", "cpu").present()));

  private static final Set<String> SELECTED_BY =
      Set.of("app.kubernetes.io/name", "app.kubernetes.io/instance", Workload.COMPONENT);

  private final Function<Manifests, Stream<String>> check;

  WorkloadRule(Function<Manifests, Stream<String>> check) {
    this.check = check;
  }

  @Override
  public List<String> findings(Manifests manifests) {
    return check.apply(manifests).toList();
  }

  private static Stream<Workload> replicated(Manifests manifests) {
    return manifests.workloads().stream()
        .filter(
            workload -> Set.of("Deployment", "StatefulSet").contains(workload.manifest().kind()));
  }

  private static Stream<Workload> component(Manifests manifests, String component) {
    return manifests.workloads().stream()
        .filter(workload -> workload.component().equals(component));
  }

  private static Tree selector(Workload workload) {
    return workload.manifest().spec("selector");
  }

  private static boolean isLasting(Tree selector) {
    return Set.copyOf(selector.at("matchLabels").keys()).equals(SELECTED_BY)
        && !selector.at("matchExpressions").present();
  }

  private static boolean takes(Manifest service, Workload workload) {
    Map<String, String> wanted = Manifest.texts(service.spec("selector"));
    return !wanted.isEmpty() && workload.labels().entrySet().containsAll(wanted.entrySet());
  }

  /** Whether a Service's port leads to one that has the same number in the container. */
  private static boolean reaches(Tree port, Container container) {
    Tree target = port.at("targetPort").present() ? port.at("targetPort") : port.at("port");
    return container.port(target).filter(number -> number == port.at("port").number()).isPresent()
        && container.ports().containsValue(port.at("port").number());
  }

  /** Selectors of pods among which a pod looks for its place. */
  private static Stream<Tree> neighbours(Workload workload) {
    Tree preferred =
        workload
            .pod()
            .at("affinity", "podAntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution");
    return Stream.of(
            workload.pod().at("topologySpreadConstraints").list().stream(),
            required(workload),
            preferred.list().stream().map(term -> term.at("podAffinityTerm")))
        .flatMap(all -> all)
        .map(place -> place.at("labelSelector"));
  }

  private static Stream<Tree> required(Workload workload) {
    return workload
        .pod()
        .at("affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
        .list()
        .stream();
  }

  private static Stream<String> containers(Manifests manifests, Predicate<Container> wrong) {
    return manifests
        .containers()
        .filter(wrong)
        .map(container ->
            "%s: resources=%s".formatted(container, container.tree().at("resources").value()));
  }
}
