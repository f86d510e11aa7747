package io.belay.deploy.autoscaling;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * An autoscaler in charge of a simulated cluster, from 15 seconds to 15 seconds: Prometheus scrapes
 * and evaluates its rules, and the autoscaler goes by what it recorded the time before.
 */
final class Trial {
  /** Scrapes and evaluations are as far apart as the autoscaler's looks. */
  private static final double TICK = HorizontalPodAutoscaler.SYNC_SECONDS;

  private final SimulatedCluster cluster;
  private final HorizontalPodAutoscaler autoscaler;
  private final Metric metric;
  private final List<double[]> replicas = new ArrayList<>();
  private OptionalDouble recorded = OptionalDouble.empty();
  private double now;

  /** What Prometheus records for the autoscaler at a time. */
  interface Metric {
    OptionalDouble record(double now, SimulatedCluster cluster);
  }

  Trial(SimulatedCluster cluster, HorizontalPodAutoscaler.Rule rule, Metric metric) {
    this.cluster = cluster;
    this.autoscaler = new HorizontalPodAutoscaler(rule);
    this.metric = metric;
    replicas.add(new double[] {0, cluster.replicas()});
  }

  /** The shipped recording rules. */
  static Metric shipped() {
    return recorded(new WorthwhileWorkers());
  }

  /** Rules of that kind. */
  static Metric recorded(WorthwhileWorkers workers) {
    return (now, cluster) ->
        workers.evaluate(now, cluster.idleRatio(), cluster.blocks(), cluster.registered());
  }

  /** Something happens now. */
  Trial then(Consumer<SimulatedCluster> event) {
    event.accept(cluster);
    return this;
  }

  /** So many minutes pass. */
  Trial during(double minutes) {
    double end = now + 60 * minutes;
    while (now < end) {
      now += TICK;
      cluster.advanceTo(now);
      int next = autoscaler.sync(now, cluster.replicas(), cluster.registered(), recorded);
      recorded = metric.record(now, cluster);
      if (next != cluster.replicas()) {
        cluster.scaleTo(next);
        replicas.add(new double[] {now, next});
      }
    }
    return this;
  }

  int replicas() {
    return cluster.replicas();
  }

  /** [seconds, replicas] at the beginning and after every change. */
  List<double[]> history() {
    return List.copyOf(replicas);
  }

  /** Changes after a time in minutes. */
  int changes(double minutes) {
    return (int) replicas.stream().filter(change -> change[0] > 60 * minutes).count();
  }

  /** How many times, since a time in minutes, the number began to rise after falling or to fall. */
  int turns(double minutes) {
    int turns = 0;
    double last = 0;
    for (int i = 1; i < replicas.size(); i++) {
      double change = replicas.get(i)[1] - replicas.get(i - 1)[1];
      if (replicas.get(i)[0] > 60 * minutes) {
        turns += change * last < 0 ? 1 : 0;
        last = change;
      }
    }
    return turns;
  }
}
