package io.belay.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds a copy of the manifests that breaks it. */
class ManifestRulesTest {
  /** Shown by a text below, because it is about how a scalar is written. */
  private static final Set<ManifestRule> OF_TEXT =
      Set.of(ObjectRule.SCALARS_MEAN_THE_SAME_IN_EVERY_YAML);

  static Stream<BrokenCopy> brokenCopies() {
    return BrokenCopies.all();
  }

  @ParameterizedTest
  @MethodSource("brokenCopies")
  void ruleFindsManifestsThatBreakIt(BrokenCopy broken) {
    Manifests production = Rendered.overlay("overlays/production");

    List<String> findings = broken.rule().findings(broken.of(production));

    assertThat(findings).isNotEmpty();
  }

  @Test
  void everyRuleHasManifestsThatBreakIt() {
    Set<ManifestRule> shown =
        Stream.concat(OF_TEXT.stream(), brokenCopies().map(BrokenCopy::rule))
            .collect(Collectors.toSet());

    assertThat(shown).containsExactlyInAnyOrderElementsOf(ManifestRules.ALL);
  }

  @Test
  void scalarsOfTwoMeaningsAreFound() {
    Manifests manifests = Manifests.parse("text", "mode: 0440\nanswer: yes\nquoted: \"yes\"\n");

    assertThat(ObjectRule.SCALARS_MEAN_THE_SAME_IN_EVERY_YAML.findings(manifests))
        .containsExactly("line 1: 0440", "line 2: yes");
  }

  @Test
  void aKeyThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> Manifests.parse("text", "a: {b: 1, b: 2}"))
        .hasMessageContaining("found duplicate key b");
  }
}
