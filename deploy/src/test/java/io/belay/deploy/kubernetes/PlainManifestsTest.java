package io.belay.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests that are applied by themselves, without a kustomization. */
class PlainManifestsTest {
  static Stream<ManifestRule> rules() {
    return Stream.concat(Stream.of(ObjectRule.values()), Stream.of(PodSecurityRule.values()));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void readerOfRunsKeepsToTheRule(ManifestRule rule) throws Exception {
    String text = Files.readString(Rendered.KUBERNETES.resolve("runs-reader.yaml"));

    List<String> findings = rule.findings(Manifests.parse("runs-reader", text));

    assertThat(findings).isEmpty();
  }
}
