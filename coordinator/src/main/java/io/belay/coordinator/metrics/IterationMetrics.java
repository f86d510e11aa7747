package io.belay.coordinator.metrics;

import io.belay.control.IterationReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Where an iteration's time goes, at the learner and on the way to it. */
final class IterationMetrics {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  /** From tasks that step in microseconds to simulators that need half a minute a fragment. */
  private static final Duration[] DURATIONS =
      millis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000);

  private final Timer duration;
  private final BoundedTag<Timer> phases;
  private final LateTimer straggler;
  private final LateTimer broadcast;
  private final ReportedNumber idleRatio;
  private final IdleWindow idle = new IdleWindow();

  IterationMetrics(MeterRegistry registry, Tags tags) {
    duration =
        Timer.builder("belay.iteration.duration")
            .description("Time of an iteration, since the end of the one before")
            .serviceLevelObjectives(DURATIONS)
            .tags(tags)
            .register(registry);
    phases =
        new BoundedTag<>(name ->
            Timer.builder("belay.iteration.phase")
                .description(
                    "Time of an iteration by phase; sample goes on while others do, the rest add up to the iteration")
                .tags(tags.and("phase", name))
                .register(registry));
    straggler =
        new LateTimer(() ->
            Timer.builder("belay.iteration.straggler")
                .description(
                    "Time from the admission of the block with which half of an iteration's were in to the last one's")
                .tags(tags)
                .register(registry));
    broadcast =
        new LateTimer(() ->
            Timer.builder("belay.policy.broadcast")
                .description(
                    "Time from the publication of a policy until the streams of all subscribers had taken it")
                .tags(tags)
                .register(registry));
    idleRatio =
        new ReportedNumber(
            registry,
            "belay.learner.idle.ratio",
            null,
            "Share of the time of the last iterations, up to 100 within 10 s, in which the learner waited for blocks",
            tags);
  }

  void record(IterationReport report) {
    double seconds = report.iterationSeconds();
    duration.record(nanos(seconds), TimeUnit.NANOSECONDS);
    for (Map.Entry<String, Double> entry : report.phaseSeconds().entrySet()) {
      phases.of(entry.getKey()).record(nanos(entry.getValue()), TimeUnit.NANOSECONDS);
    }
    straggler.record(report.stragglerSeconds());
    broadcast.record(report.broadcastSeconds());
    idle.add(report.phaseSeconds().getOrDefault("wait", 0.0), seconds);
    idleRatio.set(idle.ratio());
  }

  private static long nanos(double seconds) {
    return (long) (seconds * NANOS);
  }

  private static Duration[] millis(long... bounds) {
    return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
