package io.belay.deploy.kubernetes;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation of Kubernetes names is there. */
class KubernetesReadmeTest {
  private static final Path README = Rendered.KUBERNETES.resolve("README.md");
  private static final Pattern LINK = Pattern.compile("]\\(([^):]*)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
  private static final Pattern VARIABLE = Pattern.compile("\\bBELAY_[A-Z_]+\\b");
  private static final Pattern PATH = Pattern.compile("(?<![\\w/.])deploy/[\\w./-]*\\w");

  @ParameterizedTest
  @ValueSource(strings = {"kubernetes/README.md", "helm/README.md", "monitoring/README.md"})
  void everyLinkLeadsToAFileAndAHeading(String page) {
    Path readme = Path.of(page);
    assertThat(found(LINK, read(readme), 1).filter(link -> !leads(readme, link))).isEmpty();
  }

  @Test
  void aLinkToAHeadingThatIsNotThereIsSeen() {
    assertThat(leads(README, "#ten-minutes")).isTrue();
    assertThat(leads(README, "#eleven-minutes")).isFalse();
    assertThat(leads(README, "../nowhere.md")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubernetes/README.md", "helm/README.md"})
  void everyPathBelowDeployIsThere(String page) {
    assertThat(
            found(PATH, read(Path.of(page)), 0).filter(path -> !Files.exists(Path.of("..", path))))
        .isEmpty();
  }

  @Test
  void everyVariableIsASetting() {
    Set<String> settings =
        ConfigFactory.defaultReference().getConfig("belay").entrySet().stream()
            .map(setting -> "BELAY_" + setting.getKey().replace('.', '_').replace('-', '_'))
            .map(name -> name.toUpperCase(Locale.ROOT))
            .collect(toSet());
    assertThat(settings).contains("BELAY_CLUSTER_SEED_NODES");
    assertThat(
            Stream.of(README, Path.of("monitoring", "README.md"))
                .flatMap(page -> found(VARIABLE, read(page), 0)))
        .isNotEmpty()
        .isSubsetOf(settings);
  }

  @Test
  void kustomizationOfOnesOwnIsTheExample() {
    String example = read(Rendered.KUBERNETES.resolve("example").resolve("kustomization.yaml"));
    assertThat(read(README)).contains("```yaml\n" + example + "```\n");
    assertThat(example.lines()).hasSizeLessThanOrEqualTo(10);
  }

  /** A dead end is a file that is not there, or a page without the heading. */
  private static boolean leads(Path from, String link) {
    List<String> parts = Arrays.asList(link.split("#", 2));
    Path target = from.resolveSibling(parts.getFirst()).normalize();
    if (parts.getFirst().isEmpty()) {
      target = from;
    }
    if (!Files.exists(target)) {
      return false;
    }
    return parts.size() == 1
        || found(HEADING, read(target), 1).anyMatch(title -> slug(title).equals(parts.getLast()));
  }

  /** A heading as GitHub makes an anchor of it. */
  private static String slug(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  private static Stream<String> found(Pattern pattern, String text, int group) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(group));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
