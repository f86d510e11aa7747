package io.belay.deploy.kubernetes;

import io.belay.deploy.kubernetes.NetworkPolicies.End;
import io.belay.deploy.kubernetes.NetworkPolicies.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules of who may reach whom. */
enum NetworkRule implements ManifestRule {
  EVERY_POD_IS_CLOSED_IN_BOTH_DIRECTIONS(manifests ->
      manifests.workloads().stream()
          .flatMap(workload ->
              Stream.of("Ingress", "Egress")
                  .filter(direction ->
                      manifests
                          .of("NetworkPolicy")
                          .filter(policy ->
                              LabelSelector.matches(policy.spec("podSelector"), workload.labels()))
                          .noneMatch(policy ->
                              policy.spec("policyTypes").list().stream()
                                  .anyMatch(type -> type.text().equals(direction))))
                  .map(direction -> "%s: %s".formatted(workload, direction)))),

  POLICIES_ARE_ABOUT_PODS_THAT_THERE_ARE(manifests ->
      manifests
          .of("NetworkPolicy")
          .filter(policy -> manifests.selected(policy.spec("podSelector")).isEmpty())
          .filter(policy -> !LabelSelector.matches(policy.spec("podSelector"), labels("operator")))
          .map(Manifest::toString)),

  CONNECTIONS_ARE_THOSE_OF_THE_CODE(NetworkRule::flows),

  EVERY_ROLE_MAY_ASK_FOR_NAMES(NetworkRule::withoutNames),

  STRANGERS_REACH_NOBODY(NetworkRule::reached);

  private static final End OPERATOR = new End(Map.of(), labels("operator"));
  private static final End PROMETHEUS =
      new End(
          Map.of("kubernetes.io/metadata.name", "monitoring"),
          Map.of("app.kubernetes.io/name", "prometheus"));
  private static final End DNS =
      new End(Map.of("kubernetes.io/metadata.name", "kube-system"), Map.of("k8s-app", "kube-dns"));

  /** Another pod of the namespace, another one beside Prometheus, and one of anywhere. */
  private static final Set<End> STRANGERS =
      Set.of(
          new End(Map.of(), Map.of("app", "another")),
          new End(
              Map.of("kubernetes.io/metadata.name", "monitoring"),
              Map.of("app.kubernetes.io/name", "another")),
          new End(
              Map.of("kubernetes.io/metadata.name", "default"),
              Map.of("app.kubernetes.io/name", "prometheus")));

  private final Function<Manifests, Stream<String>> check;

  NetworkRule(Function<Manifests, Stream<String>> check) {
    this.check = check;
  }

  @Override
  public List<String> findings(Manifests manifests) {
    return check.apply(manifests).toList();
  }

  /**
   * Flows that the policies of one end allow and the code does not have, and flows of the code that
   * one end does not allow.
   */
  private static Stream<String> flows(Manifests manifests) {
    NetworkPolicies policies = new NetworkPolicies(manifests);
    Set<String> roles = roles(manifests).map(BelayProcess::role).collect(Collectors.toSet());
    Set<Flow> wanted =
        Flow.ALL.stream().filter(flow -> roles.contains(flow.to())).collect(Collectors.toSet());
    Set<Flow> dialled =
        wanted.stream()
            .filter(flow -> !flow.from().equals("prometheus"))
            .collect(Collectors.toSet());
    return Stream.concat(
        differences("ingress", flows(manifests, policies::allowIn), wanted),
        differences("egress", flows(manifests, policies::allowOut), dialled));
  }

  private static Stream<String> differences(String side, Set<Flow> allowed, Set<Flow> wanted) {
    Set<String> findings = new TreeSet<>();
    allowed.stream()
        .filter(flow -> !wanted.contains(flow))
        .filter(flow -> side.equals("ingress") || !flow.from().equals("prometheus"))
        .forEach(flow -> findings.add("%s allows what is not there: %s".formatted(side, flow)));
    wanted.stream()
        .filter(flow -> !allowed.contains(flow))
        .forEach(flow -> findings.add("%s does not allow %s".formatted(side, flow)));
    return findings.stream();
  }

  /** Roles that dial others by their names and may not look them up. */
  private static Stream<String> withoutNames(Manifests manifests) {
    return roles(manifests)
        .flatMap(process ->
            Stream.of("UDP", "TCP")
                .filter(protocol ->
                    !new NetworkPolicies(manifests)
                        .allow(end(process.container()), DNS, new Target(protocol, 53, Map.of())))
                .map(protocol -> "%s: %s".formatted(process, protocol)));
  }

  private static Stream<String> reached(Manifests manifests) {
    NetworkPolicies policies = new NetworkPolicies(manifests);
    return roles(manifests)
        .flatMap(process ->
            STRANGERS.stream()
                .filter(stranger ->
                    process.listens().values().stream()
                        .anyMatch(port ->
                            policies.allow(
                                stranger, end(process.container()), target(process, port))))
                .map(stranger -> "%s: from=%s".formatted(process, stranger)));
  }

  private static Stream<BelayProcess> roles(Manifests manifests) {
    return manifests.processes().stream().filter(process -> process.setup().isPresent());
  }

  private static Target target(BelayProcess process, int port) {
    return new Target("TCP", port, process.container().ports());
  }

  /** One end's word, or both ends'. */
  private interface Judge {
    boolean allows(End from, End to, Target target);
  }

  private static End end(Container container) {
    return new End(Map.of(), container.workload().labels());
  }

  /** Every flow from everybody to every port of a role that the policies let through. */
  static Set<Flow> allowed(Manifests manifests) {
    return flows(manifests, new NetworkPolicies(manifests)::allow);
  }

  private static Set<Flow> flows(Manifests manifests, Judge judge) {
    return roles(manifests)
        .flatMap(to ->
            ends(manifests).entrySet().stream()
                .flatMap(from ->
                    to.listens().entrySet().stream()
                        .filter(port ->
                            judge.allows(
                                from.getValue(), end(to.container()), target(to, port.getValue())))
                        .map(port -> new Flow(from.getKey(), to.role(), port.getKey()))))
        .collect(Collectors.toSet());
  }

  private static Map<String, End> ends(Manifests manifests) {
    Map<String, End> ends =
        manifests.workloads().stream()
            .collect(
                Collectors.toMap(
                    Workload::component, workload -> new End(Map.of(), workload.labels())));
    if (ends.containsKey("coordinator")) {
      ends.put("operator", OPERATOR);
      ends.put("prometheus", PROMETHEUS);
    }
    return ends;
  }

  private static Map<String, String> labels(String component) {
    return Map.of(
        "app.kubernetes.io/name",
        "belay",
        "app.kubernetes.io/instance",
        "belay",
        "app.kubernetes.io/part-of",
        "belay",
        Workload.COMPONENT,
        component);
  }
}
