package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the policies of a namespace let through, as a network that enforces them decides it: a pod
 * that no policy of a direction takes is open in it; else what one of them allows is allowed. Both
 * ends must allow a connection.
 */
final class NetworkPolicies {
  private final List<Manifest> policies;

  NetworkPolicies(Manifests manifests) {
    this.policies = manifests.of("NetworkPolicy").toList();
  }

  /**
   * One end of a connection.
   *
   * @param namespace labels of the namespace, those of Belay's own where it is empty
   * @param pod labels of the pod
   */
  record End(Map<String, String> namespace, Map<String, String> pod) {
    boolean inside() {
      return namespace.isEmpty();
    }
  }

  /**
   * A port that somebody would like to reach.
   *
   * @param protocol TCP or UDP
   * @param named numbers of the named ports of the pod that it is a port of
   */
  record Target(String protocol, int port, Map<String, Integer> named) {}

  /** Whether a pod may connect to another one's port. */
  boolean allow(End from, End to, Target target) {
    return allowOut(from, to, target) && allowIn(from, to, target);
  }

  /** Whether the policies of the one that dials allow it. */
  boolean allowOut(End from, End to, Target target) {
    return allowed("Egress", "egress", "to", from, to, rule -> portAllowed(rule, target));
  }

  /** Whether the policies of the one that is dialled allow it. */
  boolean allowIn(End from, End to, Target target) {
    return allowed("Ingress", "ingress", "from", to, from, rule -> portAllowed(rule, target));
  }

  private boolean allowed(
      String direction, String rules, String peers, End subject, End peer, Predicate<Tree> ports) {
    if (!subject.inside()) {
      return true;
    }
    List<Manifest> applying =
        policies.stream()
            .filter(policy -> LabelSelector.matches(policy.spec("podSelector"), subject.pod()))
            .filter(policy ->
                policy.spec("policyTypes").list().stream()
                    .anyMatch(type -> type.text().equals(direction)))
            .toList();
    return applying.isEmpty()
        || applying.stream()
            .flatMap(policy -> policy.spec(rules).list().stream())
            .filter(ports)
            .anyMatch(rule ->
                rule.at(peers).list().isEmpty()
                    || rule.at(peers).list().stream().anyMatch(each -> takes(each, peer)));
  }

  private static boolean takes(Tree peer, End end) {
    if (peer.at("ipBlock").present()) {
      return false;
    }
    boolean namespace =
        peer.at("namespaceSelector").present()
            ? LabelSelector.matches(peer.at("namespaceSelector"), end.namespace())
            : end.inside();
    return namespace
        && (!peer.at("podSelector").present()
            || LabelSelector.matches(peer.at("podSelector"), end.pod()));
  }

  private static boolean portAllowed(Tree rule, Target target) {
    return rule.at("ports").list().isEmpty()
        || rule.at("ports").list().stream()
            .filter(each -> each.at("protocol").textOr("TCP").equals(target.protocol()))
            .anyMatch(each -> {
              Tree given = each.at("port");
              if (!given.present()) {
                return true;
              }
              int first =
                  given.value() instanceof Integer number
                      ? number
                      : target.named().getOrDefault(given.text(), -1);
              int last = each.at("endPort").present() ? each.at("endPort").number() : first;
              return first <= target.port() && target.port() <= last;
            });
  }
}
