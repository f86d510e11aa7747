package io.belay.learner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.control.IterationReport;
import io.belay.control.Quantiles;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.service.OfferedBytes;
import io.belay.v1.LearnerServiceGrpc;
import io.grpc.Metadata;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LearnerMetricsTest {
  private final OfferedBytes offered = new OfferedBytes();
  private final LearnerMetrics metrics = new LearnerMetrics(new PolicyBroadcast(1), offered);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void whatHappenedBeforeTheFirstScrapeIsShownToo() {
    metrics.active(true);
    metrics.completed(report(0.25, 0.5));
    metrics.completed(report(Double.NaN, 0.5));
    metrics.completed(report(0.5, 0.125));
    metrics.bindTo(registry);

    assertThat(registry.get("belay.learner.active").gauge().value()).isOne();
    assertThat(registry.get("belay.policy.broadcast").functionTimer().count()).isEqualTo(2);
    assertThat(registry.get("belay.policy.broadcast").functionTimer().totalTime(TimeUnit.SECONDS))
        .isEqualTo(0.75, within(1e-12));
    assertThat(registry.get("belay.queue.fill").tag("queue", "progress").gauge().value())
        .isEqualTo(0.125);

    metrics.active(false);
    assertThat(registry.get("belay.learner.active").gauge().value()).isZero();
  }

  @Test
  void onlyWhatIsOfferedCountsAsBlocks() {
    metrics.bindTo(registry);
    stream(LearnerServiceGrpc.getOfferBlocksMethod().getFullMethodName(), 700);
    stream(LearnerServiceGrpc.getOfferBlocksMethod().getFullMethodName(), 77);
    stream(LearnerServiceGrpc.getFetchCarryMethod().getFullMethodName(), 5);

    assertThat(registry.get("belay.transfer").tag("direction", "blocks").functionCounter().count())
        .isEqualTo(777);
  }

  private void stream(String method, long bytes) {
    offered.newServerStreamTracer(method, new Metadata()).inboundUncompressedSize(bytes);
  }

  private static IterationReport report(double broadcastSeconds, double progressFill) {
    return new IterationReport(
        0,
        1,
        256,
        1,
        256,
        0,
        Double.NaN,
        Quantiles.NONE,
        Double.NaN,
        Quantiles.NONE,
        0,
        "ab".repeat(32),
        Map.of(),
        Map.of(),
        0,
        broadcastSeconds,
        progressFill,
        new double[0],
        new int[0],
        0);
  }
}
