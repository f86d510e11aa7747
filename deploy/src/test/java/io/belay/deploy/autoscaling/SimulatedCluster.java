package io.belay.deploy.autoscaling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A run with a Deployment of workers: pods take a while until they are registered, iterations take
 * as long as measured ones, and the idle ratio is over the newest of them as the coordinator's is.
 *
 * <p>Not thread-safe.
 */
final class SimulatedCluster {
  /** From the order of a pod until its worker is registered: a node that has the image. */
  private static final double START_SECONDS_LEAST = 5;

  private static final double START_SECONDS_MOST = 40;

  /** Of {@code belay_learner_idle_ratio}: up to so many iterations within so many seconds. */
  private static final int WINDOW_ITERATIONS = 100;

  private static final double WINDOW_SECONDS = 10;

  private final SplittableRandom random;
  private final List<Double> registeredAt = new ArrayList<>();
  private final Deque<Iteration> window = new ArrayDeque<>();
  private IterationTimes times;
  private double now;

  /** When the next iteration begins. */
  private double begins;

  /**
   * @param ends seconds
   * @param sampling of them, in which the learner waited
   */
  private record Iteration(double ends, double sampling, double whole) {}

  private Iteration underWay = new Iteration(0, 0, 0);

  /** With workers that are all there. */
  SimulatedCluster(IterationTimes times, int workers, long seed) {
    this.times = times;
    random = new SplittableRandom(seed);
    for (int i = 0; i < workers; i++) {
      registeredAt.add(0.0);
    }
  }

  /** Iterations take other times from now on. */
  void become(IterationTimes others) {
    times = others;
  }

  /** Pods that were asked for, registered or not. */
  int replicas() {
    return registeredAt.size();
  }

  int registered() {
    return registered(now);
  }

  int blocks() {
    return times.blocks();
  }

  /** The Deployment gets so many pods; those that were ordered last go first. */
  void scaleTo(int replicas) {
    registeredAt.sort(Comparator.naturalOrder());
    while (registeredAt.size() > replicas) {
      registeredAt.removeLast();
    }
    while (registeredAt.size() < replicas) {
      order();
    }
  }

  /** So many workers are gone at once; the Deployment orders others in their place. */
  void lose(int workers) {
    registeredAt.sort(Comparator.naturalOrder());
    for (int i = 0; i < workers; i++) {
      registeredAt.removeFirst();
    }
    for (int i = 0; i < workers; i++) {
      order();
    }
  }

  private void order() {
    registeredAt.add(now + random.nextDouble(START_SECONDS_LEAST, START_SECONDS_MOST));
  }

  /**
   * Time passes. What lies further back than the window of the idle ratio is not played out, where
   * iterations are shorter than that.
   */
  void advanceTo(double then) {
    begins = Math.max(begins, then - WINDOW_SECONDS);
    while (begins < then) {
      int workers = registered(begins);
      if (workers == 0) {
        begins = registeredAt.stream().mapToDouble(at -> at).min().orElse(then);
        continue;
      }
      if (underWay.ends() <= begins) {
        double sampling = times.sampling(Math.min(workers, times.blocks()), random);
        double whole = sampling + times.update(random);
        underWay = new Iteration(begins + whole, sampling, whole);
      }
      if (underWay.ends() > then) {
        break;
      }
      completed(underWay);
      begins = underWay.ends();
    }
    now = then;
  }

  private void completed(Iteration iteration) {
    window.addLast(iteration);
    while (window.size() > WINDOW_ITERATIONS || window.size() > 1 && sum() > WINDOW_SECONDS) {
      window.removeFirst();
    }
  }

  private double sum() {
    return window.stream().mapToDouble(Iteration::whole).sum();
  }

  /** What the coordinator shows; nothing before the first iteration and without workers. */
  OptionalDouble idleRatio() {
    return window.isEmpty() || registered() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(window.stream().mapToDouble(Iteration::sampling).sum() / sum());
  }

  private int registered(double at) {
    return (int) registeredAt.stream().filter(since -> since <= at).count();
  }
}
