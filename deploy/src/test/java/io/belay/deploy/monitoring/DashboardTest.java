package io.belay.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import io.belay.deploy.Programs;
import io.belay.deploy.monitoring.Dashboard.Expression;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped dashboards: the rules that they keep to, and Grafana's own types. */
class DashboardTest {
  private static final Path NODE = Path.of("src", "test", "node");

  /** Meters that no dashboard shows and no rule reads, each with the reason. */
  private static final Set<String> NOT_SHOWN =
      Set.of(
          // Its quantiles are shown, which are over the same episodes and need no buckets.
          "belay.episode.length",
          // The run's version, which the workers' are held against, is that of its iterations.
          "belay.policy.version",
          // Whoever submits is told, and a coordinator whose own run is refused is not ready.
          "belay.submissions.refused");

  @ParameterizedTest
  @EnumSource
  void shippedDashboardsKeepTheRule(DashboardRule rule) {
    assertThat(Dashboard.shipped().stream().flatMap(dashboard -> rule.findings(dashboard).stream()))
        .isEmpty();
  }

  /** A change of the overview for each rule, which breaks it. */
  static Stream<Arguments> changes() {
    return Stream.of(
        change(
            "UID_IS_FIXED_AND_NAMED_AFTER_THE_FILE",
            "\"uid\": \"belay-overview\"",
            "\"uid\": \"x\""),
        change("DASHBOARD_HAS_TITLE_DESCRIPTION_AND_TAG", "Belay / Overview", "Overview"),
        change("PANEL_IDS_ARE_UNIQUE", "\"id\": 2,", "\"id\": 1,"),
        change("PANEL_TITLES_ARE_UNIQUE", "\"Steps per second\"", "\"Entropy\""),
        change("PANELS_LIE_IN_THE_GRID_WITHOUT_OVERLAP", "\"x\": 18,", "\"x\": 19,"),
        change("PANELS_LIE_IN_THE_GRID_WITHOUT_OVERLAP", "\"x\": 21,", "\"x\": 22,"),
        change("ROWS_OF_THE_GRID_ARE_FULL", "\"w\": 3,", "\"w\": 2,"),
        change("PANEL_TYPE_IS_ONE_THAT_THE_TYPES_CHECK", "\"timeseries\"", "\"gauge\""),
        change("DESCRIPTION_SAYS_WHAT_IS_GOOD_AND_WHAT_IS_BAD", " Bad: ", " Or "),
        change("UNIT_IS_SET", "\"unit\": ", "\"units\": "),
        change("DATA_SOURCE_IS_THE_VARIABLE", "\"${datasource}\"", "\"prometheus\""),
        change("EVERY_QUERY_HAS_A_DATA_SOURCE", "\"uid\": \"${datasource}\"", "\"name\": \"x\""),
        change("QUERIES_OF_A_PANEL_ARE_TOLD_APART", "\"refId\": \"B\"", "\"refId\": \"A\""),
        change(
            "LINES_ARE_NAMED_IN_A_LEGEND", "\"legendFormat\": \"mean\"", "\"legendFormat\": \"\""),
        change("LINES_ARE_NAMED_IN_A_LEGEND", "\"showLegend\": true", "\"showLegend\": false"),
        change(
            "OVERRIDES_NAME_WHAT_THE_PANEL_SHOWS",
            "\"options\": \"median\"",
            "\"options\": \"50 %\""),
        change("METRICS_ARE_DOCUMENTED", "belay_learning_entropy_nats", "belay_learning_entropy"),
        change(
            "RECORDED_SERIES_EXIST",
            "run:belay_environment_steps:rate1m",
            "run:belay_steps:rate1m"),
        change(
            "METRICS_OF_A_RUN_ARE_OF_THE_CHOSEN_RUNS",
            "belay_run_state{run=~\\\"$run\\\"}",
            "belay_run_state"),
        change(
            "METRICS_OF_SEVERAL_ROLES_SAY_WHOSE",
            "max(belay_workers_wanted{job=\\\"belay-coordinator\\\"})",
            "max(belay_transfer_bytes_total)"),
        change("RATES_ARE_OVER_THE_RATE_INTERVAL", "[$__rate_interval]", "[1m]"),
        change("ALERTS_IN_DESCRIPTIONS_EXIST", "BelayKlExploded", "BelayKlExplodes"),
        change("LINKS_LEAD_TO_DASHBOARDS_THAT_EXIST", "\"/d/belay-learning\"", "\"/d/learning\""),
        change(
            "DASHBOARDS_LINK_TO_EACH_OTHER_WITH_TIME_AND_RUN",
            "\"keepTime\": true",
            "\"keepTime\": false"),
        change("VARIABLES_ARE_DATA_SOURCE_AND_RUN", "\"name\": \"run\"", "\"name\": \"runs\""),
        change(
            "ANNOTATIONS_SHOW_LOSSES_CHECKPOINTS_AND_ROLLS",
            "\"enable\": true",
            "\"enable\": false"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void ruleFindsADashboardThatBreaksIt(DashboardRule rule, String text, String replacement)
      throws Exception {
    String overview = Files.readString(Dashboard.DIRECTORY.resolve("overview.json"));
    assertThat(overview).contains(text);

    assertThat(
            rule.findings(
                new Dashboard("overview", Tree.parse(overview.replace(text, replacement)))))
        .isNotEmpty();
  }

  @Test
  void everyRuleHasADashboardThatBreaksIt() {
    assertThat(changes().map(change -> change.get()[0]).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder((Object[]) DashboardRule.values());
  }

  @Test
  void everyMeterIsShownOrReadByARule() {
    Set<String> used = new TreeSet<>();
    Stream<String> rules =
        Stream.concat(RuleFiles.alerts().stream(), RuleFiles.recordings().stream())
            .map(rule -> rule.at("expr").text());
    Stream.concat(
            rules,
            Dashboard.shipped().stream().flatMap(Dashboard::expressions).map(Expression::text))
        .forEach(expression -> used.addAll(DocumentedMeters.in(expression)));

    assertThat(
            DocumentedMeters.all().meters().stream()
                .filter(meter -> meter.series().stream().noneMatch(used::contains))
                .map(DocumentedMeters.Meter::name))
        .containsExactlyInAnyOrderElementsOf(NOT_SHOWN);
  }

  @Test
  void dashboardsAreOfGrafanasOwnTypes(@TempDir Path directory) throws Exception {
    Programs.assumeInstalled("node", "install Node.js 20 or later");
    Assumptions.assumeTrue(
        Files.isDirectory(NODE.resolve("node_modules")),
        "skipped: the types of dashboards are not checked; run npm ci in deploy/src/test/node");
    List<String> command = new ArrayList<>(List.of("node", "dashboards/check.mjs"));
    try (Stream<Path> files = Files.list(Dashboard.DIRECTORY)) {
      files.map(file -> file.toAbsolutePath().toString()).forEach(command::add);
    }

    Commands.Ran ran = Programs.run(NODE, directory.resolve("check.out"), command);

    assertThat(ran.out()).isEmpty();
    assertThat(ran.status()).isZero();
  }

  @Test
  void typesFindAnOptionThatGrafanaDoesNotHave(@TempDir Path directory) throws Exception {
    Programs.assumeInstalled("node", "install Node.js 20 or later");
    Assumptions.assumeTrue(
        Files.isDirectory(NODE.resolve("node_modules")),
        "skipped: the types of dashboards are not checked; run npm ci in deploy/src/test/node");
    Path changed = directory.resolve("overview.json");
    Files.writeString(
        changed,
        Files.readString(Dashboard.DIRECTORY.resolve("overview.json"))
            .replace("\"displayMode\": \"list\"", "\"displayMode\": \"lists\""));

    Commands.Ran ran =
        Programs.run(
            NODE,
            directory.resolve("check.out"),
            List.of("node", "dashboards/check.mjs", changed.toString()));

    assertThat(ran.out()).contains("'\"lists\"' is not assignable to type");
    assertThat(ran.status()).isEqualTo(1);
  }

  private static Arguments change(String rule, String text, String replacement) {
    return Arguments.of(DashboardRule.valueOf(rule), text, replacement);
  }
}
