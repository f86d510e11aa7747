package io.belay.coordinator.run;

import io.belay.control.IterationReport;
import io.belay.control.Quantiles;
import io.belay.session.FromWorker.Heartbeat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The events of a short run, one of every kind at least. */
public final class RecordedRun {
  public static final String RUN = "cartpole-1";
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private RecordedRun() {}

  /** From the first worker to the run's end. */
  public static List<RunEvent> events() {
    RunState submitted = RunState.submitted(RUN, START);
    RunState starting = submitted.advance(RunPhase.STARTING, START, "");
    RunState running = starting.advance(RunPhase.RUNNING, START, "");
    return Stream.<RunEvent>of(
            new RunEvent.WorkerJoined("w1", 1, 1),
            new RunEvent.Submitted(RUN, "cartpole", "CartPole-v1", "ppo", 4, 2),
            new RunEvent.PhaseChanged(submitted),
            new RunEvent.PhaseChanged(starting),
            new RunEvent.PhaseChanged(running),
            new RunEvent.LeasesChanged(RUN, LeaseCause.RUN_STARTED, 4, 4),
            new RunEvent.WorkerJoined("w2", 1, 2),
            new RunEvent.LeasesChanged(RUN, LeaseCause.WORKER_JOINED, 2, 4),
            new RunEvent.WorkerJoined("w3", 1, 3),
            new RunEvent.BlockAdmitted(RUN, 0, 0, "w1"),
            new RunEvent.BlockAdmitted(RUN, 0, 1, "w1"),
            new RunEvent.BlockRefused(RUN, 2, "w2", "stale"),
            new RunEvent.BlockFailed(RUN, 2, 0, "w2", "the environment threw"),
            new RunEvent.LeasesChanged(RUN, LeaseCause.BLOCK_FAILED, 1, 4),
            new RunEvent.LanesRestarted(RUN, "w1", 2),
            new RunEvent.Progress(RUN, report(0)),
            new RunEvent.Progress(RUN, report(1)),
            new RunEvent.WorkerReported("w1", heartbeat(0.25)),
            new RunEvent.WorkerReported("w2", heartbeat(0.75)),
            new RunEvent.WorkerDraining("w2", "scale-in"),
            new RunEvent.LeasesChanged(RUN, LeaseCause.WORKER_DRAINING, 2, 4),
            new RunEvent.WorkerLeft("w2", 2),
            new RunEvent.WorkerLost("w3", "silent", 1),
            new RunEvent.Checkpoint(RUN, 1, true, "checkpoint-1"),
            new RunEvent.Checkpoint(RUN, 2, false, "disk full"))
        .toList();
  }

  /** The heartbeat of a worker that holds two blocks and has the policy of version 2. */
  public static Heartbeat heartbeat(double idleRatio) {
    return new Heartbeat(256, 2, 12_800, idleRatio, OptionalLong.of(2), 9_000, 6_000, 1, 0, 2);
  }

  /** An iteration of 256 steps in which a short and a truncated long episode ended. */
  public static IterationReport report(int iteration) {
    return new IterationReport(
        iteration,
        iteration + 1L,
        256L * (iteration + 1),
        0.01 * (iteration + 1),
        25_600,
        2L * (iteration + 1),
        260,
        new Quantiles(68, 260, 452),
        260,
        new Quantiles(68, 260, 452),
        0,
        "ab".repeat(32),
        Map.of(
            "klMean",
            0.01,
            "entropy",
            0.6,
            "explainedVariance",
            0.5,
            "clipFraction",
            0.1,
            "learningRate",
            0.001,
            "gradientNorm",
            0.7,
            "policyLoss",
            -0.02,
            "valueLoss",
            12.5,
            "logProbabilityAudit",
            0.0),
        Map.of("sample", 0.0015, "wait", 0.001, "policy", 0.002),
        0.0005,
        0.00025,
        0,
        new double[] {20, 500},
        new int[] {20, 500},
        1);
  }
}
