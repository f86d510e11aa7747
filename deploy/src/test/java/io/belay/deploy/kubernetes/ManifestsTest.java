package io.belay.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every overlay keeps to every rule. {@link ManifestRulesTest} shows that each rule can fail. */
class ManifestsTest {
  /**
   * What {@code podman kube play} is given is for one machine and no cluster: its pods are on the
   * host's network, where policies say nothing, and it makes the volume of a claim by its name.
   */
  private static final Map<String, Set<ManifestRule>> NOT_KEPT_TO =
      Map.of(
          "overlays/podman",
          Set.of(
              PodSecurityRule.HOST_NAMESPACES_ARE_NOT_SHARED,
              NetworkRule.CONNECTIONS_ARE_THOSE_OF_THE_CODE,
              ReferenceRule.CLAIMS_OF_PODS_EXIST));

  static Stream<Arguments> overlaysAndRules() {
    return Rendered.overlays().stream()
        .flatMap(overlay -> ManifestRules.ALL.stream().map(rule -> Arguments.of(overlay, rule)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("overlaysAndRules")
  void overlayKeepsToTheRule(String overlay, ManifestRule rule) {
    Manifests manifests = Rendered.overlay(overlay);

    List<String> findings = rule.findings(manifests);

    if (NOT_KEPT_TO.getOrDefault(overlay, Set.of()).contains(rule)) {
      assertThat(findings).as("an exception that is none any more").isNotEmpty();
    } else {
      assertThat(findings).isEmpty();
    }
  }
}
