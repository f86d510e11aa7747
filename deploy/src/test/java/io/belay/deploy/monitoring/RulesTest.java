package io.belay.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import io.belay.deploy.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scrape configuration, recording rules and alerts, by promtool and by what each alert carries. */
class RulesTest {
  private static final Path TESTS = RuleFiles.DIRECTORY.resolve("tests");
  private static final Path RUNBOOK = Path.of("monitoring", "README.md");
  private static final Path LOCAL = Path.of("local", "prometheus.yml");
  private static final List<Tree> CASES = readCases();

  @Test
  void promtoolAcceptsConfigurationAndRules(@TempDir Path directory) {
    promtool(directory, "check", "config", "prometheus.yml");
    promtool(
        directory,
        "check",
        "rules",
        "--lint=all",
        "--lint-fatal",
        "recording-rules.yml",
        "alerts.yml");
  }

  @Test
  void alertsFireWhenTheirTestsSay(@TempDir Path directory) throws Exception {
    List<String> command = new ArrayList<>(List.of("test", "rules"));
    try (Stream<Path> files = Files.list(TESTS)) {
      files.forEach(file -> command.add(RuleFiles.DIRECTORY.relativize(file).toString()));
    }

    promtool(directory, command.toArray(String[]::new));
  }

  static Stream<Tree> alerts() {
    return RuleFiles.alerts().stream();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alertSaysWhatItMeansAndWhereItsRunbookIs(Tree alert) throws IOException {
    String name = alert.at("alert").text();
    Tree annotations = alert.at("annotations");

    assertThat(name).startsWith("Belay");
    assertThat(alert.at("labels", "severity").text()).isIn("warning", "critical");
    assertThat(annotations.at("summary").text()).hasSizeBetween(15, 100);
    assertThat(annotations.at("description").text()).endsWith(".").hasSizeGreaterThan(80);
    assertThat(annotations.at("runbook_url").text())
        .isEqualTo("deploy/monitoring/README.md#" + name.toLowerCase(Locale.ROOT));
    assertThat(Files.readAllLines(RUNBOOK)).contains("### " + name);
    assertThat(section(name)).contains("**Means.**", "**Look.**", "**Do.**");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void promtoolShowsWhenTheAlertFiresAndWhenItDoesNot(Tree alert) throws IOException {
    List<Tree> looks =
        cases()
            .flatMap(test -> test.at("alert_rule_test").list().stream())
            .filter(look -> look.at("alertname").text().equals(alert.at("alert").text()))
            .toList();

    assertThat(looks).anyMatch(look -> !look.at("exp_alerts").list().isEmpty());
    assertThat(looks).anyMatch(look -> look.at("exp_alerts").list().isEmpty());
  }

  @Test
  void recordedSeriesAreTestedAndUsed() {
    Set<String> recorded = RuleFiles.recordedNames();
    Set<String> tested =
        cases()
            .flatMap(test -> test.at("promql_expr_test").list().stream())
            .map(look -> look.at("expr").text())
            .collect(Collectors.toSet());
    Set<String> users =
        Stream.concat(
                RuleFiles.alerts().stream().map(alert -> alert.at("expr").text()),
                Dashboard.shipped().stream()
                    .flatMap(Dashboard::expressions)
                    .map(Dashboard.Expression::text))
            .collect(Collectors.toSet());

    assertThat(tested).containsAll(recorded);
    assertThat(recorded).allMatch(name -> users.stream().anyMatch(user -> user.contains(name)));
  }

  @Test
  void rulesReadMetersThatAreDocumented() {
    Set<String> metrics =
        Stream.concat(RuleFiles.alerts().stream(), RuleFiles.recordings().stream())
            .flatMap(rule -> DocumentedMeters.in(rule.at("expr").text()).stream())
            .collect(Collectors.toSet());
    DocumentedMeters meters = DocumentedMeters.all();

    assertThat(metrics).isNotEmpty().allMatch(meters::known);
  }

  @Test
  void everyConfigurationHasTheJobsAndRulesThatExpressionsAskFor() {
    for (Path file : List.of(RuleFiles.DIRECTORY.resolve("prometheus.yml"), LOCAL)) {
      Tree configuration = Tree.read(file);

      assertThat(
              configuration.at("scrape_configs").list().stream()
                  .map(job -> job.at("job_name").text()))
          .containsExactly("belay-coordinator", "belay-learner", "belay-worker");
      assertThat(configuration.at("rule_files").list().stream().map(Tree::text))
          .containsExactlyElementsOf(RuleFiles.FILES);
    }
  }

  private static Stream<Tree> cases() {
    return CASES.stream();
  }

  private static List<Tree> readCases() {
    try (Stream<Path> files = Files.list(TESTS)) {
      return files.map(Tree::read).flatMap(file -> file.at("tests").list().stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String section(String alert) throws IOException {
    return Files.readString(RUNBOOK).split("### " + alert + "\n", 2)[1].split("\n#", 2)[0];
  }

  private static void promtool(Path directory, String... arguments) {
    Programs.assumeInstalled(
        "promtool", "configuration and rules are not checked; install Debian's package prometheus");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));

    Commands.Ran ran =
        Programs.run(RuleFiles.DIRECTORY, directory.resolve("promtool.out"), command);

    assertThat(ran.status()).as(ran.out()).isZero();
  }
}
