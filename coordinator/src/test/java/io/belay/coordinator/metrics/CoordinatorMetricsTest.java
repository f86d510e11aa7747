package io.belay.coordinator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.coordinator.run.RecordedRun;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunPhase;
import io.belay.coordinator.run.SubmitReply;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoordinatorMetricsTest {
  private static final String RUN_TAGS =
      "algorithm=\"ppo\",environment=\"CartPole-v1\",run=\"cartpole-1\"";

  private final AtomicLong now = new AtomicLong();
  private CoordinatorMetrics metrics;

  @BeforeEach
  void replayRun() {
    metrics = new CoordinatorMetrics("0.1.0", "coordinator", now::get);
    RecordedRun.events().forEach(this::tell);
  }

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void progressIsThatOfTheLastReport() {
    assertThat(scrape())
        .contains("belay_environment_steps_total{" + RUN_TAGS + "} 512.0")
        .contains("belay_iterations_total{" + RUN_TAGS + "} 2.0")
        .contains("belay_policy_version{" + RUN_TAGS + "} 2.0")
        .contains("belay_policy_lag_versions{" + RUN_TAGS + "} 0.0")
        .contains("belay_learning_kl_nats{" + RUN_TAGS + "} 0.01");
  }

  @Test
  void phasesAddUpOverIterations() {
    // Two iterations of 2 ms each.
    assertThat(scrape())
        .contains(
            "belay_iteration_phase_seconds_count{algorithm=\"ppo\",environment=\"CartPole-v1\",phase=\"policy\",run=\"cartpole-1\"} 2")
        .contains(
            "belay_iteration_phase_seconds_sum{algorithm=\"ppo\",environment=\"CartPole-v1\",phase=\"policy\",run=\"cartpole-1\"} 0.004");
  }

  @Test
  void everyEpisodeIsInTheHistograms() {
    // Returns 20 and 500 in each of two iterations.
    assertThat(scrape())
        .contains("belay_episodes_total{" + RUN_TAGS + "} 4.0")
        .contains("belay_episodes_truncated_total{" + RUN_TAGS + "} 2.0")
        .contains("belay_episode_return_bucket{" + RUN_TAGS + ",le=\"0.0\"} 0")
        .contains("belay_episode_return_bucket{" + RUN_TAGS + ",le=\"50.0\"} 2")
        .contains("belay_episode_return_bucket{" + RUN_TAGS + ",le=\"500.0\"} 4")
        .contains("belay_episode_length_steps_bucket{" + RUN_TAGS + ",le=\"25.0\"} 2")
        .contains("belay_episode_length_steps_count{" + RUN_TAGS + "} 4");
  }

  @Test
  void blocksFailuresLeasesAndCheckpointsAreCountedByReason() {
    assertThat(scrape())
        .contains("belay_blocks_admitted_total{" + RUN_TAGS + "} 2.0")
        .contains(
            "belay_blocks_refused_total{algorithm=\"ppo\",environment=\"CartPole-v1\",reason=\"stale\",run=\"cartpole-1\"} 1.0")
        .contains("belay_environment_failures_total{" + RUN_TAGS + "} 1.0")
        .contains("belay_leases_held{" + RUN_TAGS + "} 4.0")
        .contains("reason=\"worker_joined\",run=\"cartpole-1\"} 2.0")
        .contains("reason=\"block_failed\",run=\"cartpole-1\"} 1.0")
        .contains("result=\"written\",run=\"cartpole-1\"} 1.0")
        .contains("result=\"failed\",run=\"cartpole-1\"} 1.0");
  }

  @Test
  void workersAreCountedByState() {
    assertThat(scrape())
        .contains("belay_workers{state=\"available\"} 1.0")
        .contains("belay_workers{state=\"draining\"} 0.0")
        .contains("belay_workers_wanted 2.0")
        .contains("belay_workers_joined_total 3.0")
        .contains("belay_workers_left_total 1.0")
        .contains("belay_workers_lost_total 1.0");
  }

  @Test
  void runIsInOneStateAndHoldsNothingAfterItsEnd() {
    assertThat(scrape()).contains("run=\"cartpole-1\",state=\"running\"} 1.0");

    tell(new RunEvent.PhaseChanged(RecordedRun.state(RunPhase.COMPLETED)));

    assertThat(scrape())
        .contains("run=\"cartpole-1\",state=\"running\"} 0.0")
        .contains("run=\"cartpole-1\",state=\"completed\"} 1.0")
        .contains("belay_leases_held{" + RUN_TAGS + "} 0.0");
  }

  /** Prometheus takes a counter that falls for one that began anew, and adds all of it again. */
  @Test
  void whatALearnerDoesAgainFromItsCheckpointIsNotCountedTwice() {
    tell(new RunEvent.Progress("cartpole-1", RecordedRun.report(49)));

    tell(new RunEvent.Progress("cartpole-1", RecordedRun.report(42)));

    assertThat(value("belay_iterations_total{" + RUN_TAGS + "}")).isEqualTo(50);
    assertThat(value("belay_environment_steps_total{" + RUN_TAGS + "}")).isEqualTo(50 * 256);
    assertThat(value("belay_episodes_total{" + RUN_TAGS + "}")).isEqualTo(100);
    assertThat(value("belay_policy_version{" + RUN_TAGS + "}")).isEqualTo(43);

    tell(new RunEvent.Progress("cartpole-1", RecordedRun.report(50)));

    assertThat(value("belay_iterations_total{" + RUN_TAGS + "}")).isEqualTo(51);
  }

  @Test
  void nextRunReplacesTheMetersOfTheLast() {
    tell(new RunEvent.Submitted("next", "pendulum", "Pendulum-v1", "ppo", 1, 1));
    tell(new RunEvent.Progress("next", RecordedRun.report(0)));

    assertThat(scrape())
        .doesNotContain("run=\"cartpole-1\"")
        .contains(
            "belay_iterations_total{algorithm=\"ppo\",environment=\"Pendulum-v1\",run=\"next\"} 1.0");
  }

  @Test
  void reasonsFromOutsideMakeNoSeriesWithoutEnd() {
    for (int i = 0; i < 1000; i++) {
      tell(new RunEvent.BlockRefused("cartpole-1", 0, "w1", "reason-" + i));
    }

    // 15 of their own ("stale" among them), and 986 that share one.
    List<String> refusals =
        scrape().lines().filter(line -> line.startsWith("belay_blocks_refused_total{")).toList();
    assertThat(refusals).hasSize(16);
    assertThat(refusals).anyMatch(line -> line.contains("\"other\"") && line.endsWith(" 986.0"));
  }

  @Test
  void iterationsTimesAreInTheirPhasesAndAddUp() {
    // Two iterations of wait 1 ms and policy 2 ms; sample goes on beside them.
    assertThat(scrape())
        .contains("belay_iteration_duration_seconds_count{" + RUN_TAGS + "} 2")
        .contains("belay_iteration_duration_seconds_sum{" + RUN_TAGS + "} 0.006")
        .contains("belay_iteration_duration_seconds_bucket{" + RUN_TAGS + ",le=\"0.002\"} 0")
        .contains("belay_iteration_duration_seconds_bucket{" + RUN_TAGS + ",le=\"0.005\"} 2")
        .contains("belay_iteration_straggler_seconds_sum{" + RUN_TAGS + "} 0.001")
        .contains("belay_policy_broadcast_seconds_sum{" + RUN_TAGS + "} 5.0E-4");
    assertThat(value("belay_learner_idle_ratio{" + RUN_TAGS + "}"))
        .isEqualTo(1 / 3.0, within(1e-9));
  }

  @Test
  void nothingOfARunIsShownBeforeItIsReported() {
    tell(new RunEvent.Submitted("next", "pendulum", "Pendulum-v1", "ppo", 1, 1));

    assertThat(scrape())
        .doesNotContain("NaN")
        .doesNotContain("belay_policy_version")
        .doesNotContain("belay_environment_steps_total")
        .doesNotContain("belay_episode_return_mean")
        .doesNotContain("belay_learning_kl")
        .doesNotContain("belay_trust_region")
        .doesNotContain("belay_finite_mdp")
        .doesNotContain("belay_checkpoint_age");
  }

  @Test
  void newestCheckpointAgesUntilTheRunIsOver() {
    tell(new RunEvent.Checkpoint(RecordedRun.RUN, 3, true, ""));
    now.addAndGet(TimeUnit.SECONDS.toNanos(90));
    tell(new RunEvent.Checkpoint(RecordedRun.RUN, 4, false, "disk full"));

    assertThat(value("belay_checkpoint_age_seconds{" + RUN_TAGS + "}")).isEqualTo(90);

    tell(new RunEvent.PhaseChanged(RecordedRun.state(RunPhase.STOPPED)));

    assertThat(scrape()).doesNotContain("belay_checkpoint_age");
  }

  @Test
  void updatesThatAreGivenUpAreCounted() {
    assertThat(value("belay_learning_nonfinite_total{" + RUN_TAGS + "}")).isZero();

    tell(new RunEvent.Failed(RecordedRun.RUN, "gradients are finite: layer=2", true));
    tell(new RunEvent.Failed(RecordedRun.RUN, "the disk is full"));

    assertThat(value("belay_learning_nonfinite_total{" + RUN_TAGS + "}")).isEqualTo(1);
  }

  @Test
  void bothQueuesShowHowFullTheyAre() {
    tell(new RunEvent.RunsQueued(8, 32));

    assertThat(value("belay_queue_fill{queue=\"runs\"}")).isEqualTo(0.25);
    assertThat(value("belay_queue_fill{queue=\"progress\"}")).isZero();
  }

  @Test
  void submissionsThatAreNotTakenOnAreCountedByReason() {
    tell(
        new RunEvent.SubmissionRefused(
            "run-2", SubmitReply.Reason.ANOTHER_RECIPE, "one recipe: run=run-2", false));

    assertThat(value("belay_submissions_refused_total{reason=\"another_recipe\"}")).isEqualTo(1);
    assertThat(value("belay_submissions_refused_total{reason=\"queue_full\"}")).isZero();
  }

  @Test
  void runOfEightWorkersHasFewSeries() {
    for (int number = 1; number <= 8; number++) {
      tell(new RunEvent.WorkerJoined("worker-" + number, 2, number));
      tell(new RunEvent.WorkerReported("worker-" + number, RecordedRun.heartbeat(0.5)));
    }

    long series = scrape().lines().filter(line -> !line.startsWith("#")).count();

    assertThat(series).isLessThanOrEqualTo(300);
  }

  private void tell(RunEvent event) {
    metrics.onEvent(event, now.get());
  }

  private double value(String series) {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(series + " is not shown"));
  }

  private String scrape() {
    return metrics.scrape("text/plain; version=0.0.4; charset=utf-8");
  }
}
