package io.belay.coordinator.metrics;

import io.belay.coordinator.run.RunEvent;
import io.belay.session.FromWorker.Heartbeat;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the workers say of themselves in their heartbeats, all together. */
final class HeartbeatMetrics {
  /** Workers that went and whose counters are remembered in case they come back. */
  private static final int MOST_GONE = 1000;

  private static final Heartbeat NOTHING_YET =
      new Heartbeat(0, 0, 0, 0, OptionalLong.empty(), 0, 0, 0, 0, 0);

  private record Sign(double idleRatio, long versionsBehind) {}

  private record Counters(Counter blockBytes, Counter policyBytes, Counter reconnects) {}

  /** The last sign of each worker that is registered; read by scrapes. */
  private final Map<String, Sign> registered = new ConcurrentHashMap<>();

  /** Those and some that went, the one that was heard last at the end. */
  private final SequencedMap<String, Heartbeat> last = new LinkedHashMap<>();

  private final LateGauge idleRatio;
  private final LateGauge policyLag;
  private final MeterRegistry registry;
  private @Nullable Counters counters;
  private long newestVersion;

  HeartbeatMetrics(MeterRegistry registry) {
    this.registry = registry;
    idleRatio =
        new LateGauge(
            registry,
            Gauge.builder("belay.workers.idle.ratio", registered, HeartbeatMetrics::meanIdleRatio)
                .description(
                    "Share of the time between two heartbeats in which a worker had nothing to sample, mean over the workers"));
    policyLag =
        new LateGauge(
            registry,
            Gauge.builder("belay.workers.policy.lag", registered, HeartbeatMetrics::largestLag)
                .description(
                    "Versions that the worker furthest behind was behind the newest policy, at its heartbeat")
                .baseUnit("versions"));
  }

  /** Versions count from the beginning: another run was taken up. */
  void runBegan() {
    newestVersion = 0;
  }

  /** A policy has been made. */
  void policyMade(long version) {
    newestVersion = version;
  }

  void reported(RunEvent.WorkerReported sign) {
    Heartbeat heartbeat = sign.heartbeat();
    registered.put(sign.workerId(), new Sign(heartbeat.idleRatio(), versionsBehind(heartbeat)));
    idleRatio.show();
    policyLag.show();
    Heartbeat former = last.remove(sign.workerId());
    last.putLast(sign.workerId(), heartbeat);
    count(former == null || restarted(former, heartbeat) ? NOTHING_YET : former, heartbeat);
  }

  /** A worker went, in one way or another. */
  void gone(String workerId) {
    registered.remove(workerId);
    if (registered.isEmpty()) {
      idleRatio.hide();
      policyLag.hide();
    }
    if (last.size() > registered.size() + MOST_GONE) {
      last.keySet().stream()
          .filter(known -> !registered.containsKey(known))
          .findFirst()
          .ifPresent(last::remove);
    }
  }

  /** A worker without a block has no use for a policy. */
  private long versionsBehind(Heartbeat heartbeat) {
    return heartbeat.blocksHeld() == 0
        ? 0
        : Math.max(0, newestVersion - heartbeat.policyVersion().orElse(newestVersion));
  }

  /** Counters run from the start of a worker's process and never fall within it. */
  private static boolean restarted(Heartbeat former, Heartbeat heartbeat) {
    return heartbeat.stepsSampled() < former.stepsSampled()
        || heartbeat.blockBytesSent() < former.blockBytesSent()
        || heartbeat.policyBytesReceived() < former.policyBytesReceived()
        || heartbeat.reconnects() < former.reconnects();
  }

  private void count(Heartbeat from, Heartbeat to) {
    Counters known = counters;
    if (known == null) {
      known = register(registry);
      counters = known;
    }
    known.blockBytes().increment(to.blockBytesSent() - from.blockBytesSent());
    known.policyBytes().increment(to.policyBytesReceived() - from.policyBytesReceived());
    known.reconnects().increment(to.reconnects() - from.reconnects());
  }

  private static Counters register(MeterRegistry registry) {
    return new Counters(
        transfer(registry, "blocks"),
        transfer(registry, "policies"),
        Counter.builder("belay.workers.reconnects")
            .description("Connections to a learner that workers opened anew after a loss")
            .register(registry));
  }

  private static Counter transfer(MeterRegistry registry, String direction) {
    return Counter.builder("belay.transfer")
        .description("Bytes of blocks from workers to learners, and of policies back")
        .baseUnit("bytes")
        .tag("direction", direction)
        .register(registry);
  }

  private static double meanIdleRatio(Map<String, Sign> workers) {
    return workers.values().stream().mapToDouble(Sign::idleRatio).average().orElse(Double.NaN);
  }

  private static double largestLag(Map<String, Sign> workers) {
    return workers.values().stream().mapToLong(Sign::versionsBehind).max().orElse(0);
  }
}
