package io.belay.deploy.role;

import io.belay.deploy.cluster.ControlSerializer;
import io.belay.wire.security.RefusalListener;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a process refused to listen to: calls of its server, by call and status, of which
 * there are a few dozen at most, and messages of remoting.
 */
final class RefusedCalls implements RefusalListener {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedCalls.class);
  private static final String OPEN_METRICS_END = "# EOF\n";

  private record Kind(String call, Status.Code code) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      int byCall = call.compareTo(other.call);
      return byCall != 0 ? byCall : code.compareTo(other.code);
    }
  }

  private final Map<Kind, LongAdder> counts = new ConcurrentSkipListMap<>();

  @Override
  public void refused(String call, Status.Code code) {
    LongAdder count = counts.computeIfAbsent(new Kind(call, code), unused -> new LongAdder());
    if (count.sum() == 0) {
      LOG.warn("a call was refused, the next ones like it are counted: {} with {}", call, code);
    }
    count.increment();
  }

  /**
   * Adds the counts to other meters.
   *
   * @param metrics as Prometheus or OpenMetrics text
   */
  String addTo(String metrics) {
    boolean open = metrics.endsWith(OPEN_METRICS_END);
    String body =
        open ? metrics.substring(0, metrics.length() - OPEN_METRICS_END.length()) : metrics;
    StringBuilder text = new StringBuilder(body);
    head(text, "belay_calls_refused", "Calls that this process's server refused.", open);
    counts.forEach((kind, count) ->
        text.append(
            "belay_calls_refused_total{call=\"%s\",status=\"%s\"} %d\n"
                .formatted(kind.call(), kind.code(), count.sum())));
    head(
        text,
        "belay_cluster_messages_refused",
        "Messages of remoting that this process refused.",
        open);
    text.append("belay_cluster_messages_refused_total %d\n".formatted(ControlSerializer.refused()));
    return text.append(open ? OPEN_METRICS_END : "").toString();
  }

  /** OpenMetrics names a counter without the suffix of its samples, Prometheus with it. */
  private static void head(StringBuilder text, String name, String help, boolean open) {
    String family = open ? name : name + "_total";
    text.append("# HELP %s %s\n# TYPE %s counter\n".formatted(family, help, family));
  }
}
