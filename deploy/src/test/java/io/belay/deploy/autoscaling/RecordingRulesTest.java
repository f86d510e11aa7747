package io.belay.deploy.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import io.belay.deploy.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/** What Prometheus makes of the shipped recording rules, by promtool. */
class RecordingRulesTest {
  private static final double EVALUATION_SECONDS = 15;

  private static final String RECORDED = "cluster:belay_learner_idle_ratio:workers";

  @TempDir private Path directory;

  @BeforeEach
  void rulesAreInAFileOfTheirOwn() throws IOException {
    Files.writeString(
        directory.resolve("rules.yml"),
        new Dump(DumpSettings.builder().build())
            .dumpToString(AutoscalingManifests.recordingRules().at("spec").value()));
  }

  @Test
  void promtoolAcceptsThem() {
    promtool("check", "rules", "--lint=all", "--lint-fatal", "rules.yml");
  }

  /** So that what is simulated is what is shipped. Each case in a namespace of its own. */
  @Test
  void theyComeToWhatIsSimulated() throws IOException {
    List<String> scraped = new ArrayList<>();
    List<String> recorded = new ArrayList<>();
    for (double idleRatio : new double[] {0, 0.003, 0.31, 0.57, 0.69, 0.71, 0.76, 0.83, 0.97, 1}) {
      for (int blocks : new int[] {1, 7, 32, 64}) {
        for (int workers : new int[] {1, 3, 8, 20, 64}) {
          String namespace = "n" + recorded.size();
          scraped.add(series(namespace, "running", idleRatio, blocks, workers));
          recorded.add(sample(namespace, simulated(idleRatio, blocks, workers)));
        }
      }
    }

    test(scraped, recorded);
  }

  /**
   * Nothing where a run waits for its learner; one worker where a coordinator has no run under way,
   * or never had one; and figures of a run that is over do not count beside those of the next.
   */
  @Test
  void onlyARunThatIsRunningSaysHowManyWorkersAreWorthwhile() throws IOException {
    String former = "run=\"former\"";

    test(
        List.of(
            series("waits", "waiting_for_learner", 0.9, 32, 4),
            series("over", "completed", 0.9, 32, 4),
            line("belay_workers{%s,state=\"available\"}", "none", 4),
            series("next", "running", 0.57, 32, 8),
            line("belay_learner_idle_ratio{%s," + former + "}", "next", 0.1),
            line("belay_run_blocks{%s," + former + "}", "next", 64),
            line("belay_run_state{%s," + former + ",state=\"completed\"}", "next", 1)),
        List.of(sample("over", 1), sample("none", 1), sample("next", simulated(0.57, 32, 8))));
  }

  private static double simulated(double idleRatio, int blocks, int workers) {
    WorthwhileWorkers rules = new WorthwhileWorkers();
    OptionalDouble recorded = OptionalDouble.empty();
    for (double now = 0; now <= 240; now += EVALUATION_SECONDS) {
      recorded = rules.evaluate(now, OptionalDouble.of(idleRatio), blocks, workers);
    }
    return recorded.orElseThrow();
  }

  /** A coordinator with a run, as it would be scraped for five minutes. */
  private static String series(
      String namespace, String state, double idleRatio, int blocks, int workers) {
    return String.join(
        "\n",
        line("belay_learner_idle_ratio{%s,run=\"r\"}", namespace, idleRatio),
        line("belay_run_blocks{%s,run=\"r\"}", namespace, blocks),
        line("belay_run_state{%s,run=\"r\",state=\"" + state + "\"}", namespace, 1),
        line("belay_workers{%s,state=\"available\"}", namespace, workers));
  }

  private static String line(String series, String namespace, double value) {
    String labels = "namespace=\"%s\",instance=\"c\"".formatted(namespace);
    return "      - {series: '%s', values: '%sx20'}".formatted(series.formatted(labels), value);
  }

  private static String sample(String namespace, double value) {
    return "          - {labels: '%s{namespace=\"%s\",service=\"belay-coordinator\"}', value: %s}"
        .formatted(RECORDED, namespace, value);
  }

  private void test(List<String> scraped, List<String> recorded) throws IOException {
    Files.writeString(
        directory.resolve("test.yml"),
        """
        rule_files: [rules.yml]
        evaluation_interval: 15s
        tests:
          - interval: 15s
            input_series:
        %s
            promql_expr_test:
              - expr: %s
                eval_time: 4m
                exp_samples:
        %s
        """
            .formatted(String.join("\n", scraped), RECORDED, String.join("\n", recorded)));

    promtool("test", "rules", "test.yml");
  }

  private void promtool(String... arguments) {
    Programs.assumeInstalled(
        "promtool", "recording rules are not checked; install Debian's package prometheus");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));

    Commands.Ran ran = Programs.run(directory, directory.resolve("promtool.out"), command);

    assertThat(ran.status()).as(ran.out()).isZero();
  }
}
