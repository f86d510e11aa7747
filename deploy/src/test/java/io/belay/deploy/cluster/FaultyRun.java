package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The run that faults befall: {@code cartpole} in four blocks, some hundred iterations. However
 * often something dies, it comes to the bits of the single process.
 */
final class FaultyRun {
  static final String ID = "faulty";

  /** Iterations of a run that stands still while something is started again. */
  static final int SHORT = 80;

  /** Iterations of a run that goes on meanwhile. */
  static final int LONG = 160;

  private static final int STEPS_PER_ITERATION = 256;
  private static final Map<Integer, String> HASHES = new ConcurrentHashMap<>();

  private final ClusterProcesses cluster;
  private final int iterations;

  private FaultyRun(ClusterProcesses cluster, int iterations) {
    this.cluster = cluster;
    this.iterations = iterations;
  }

  /** Submits the run to a cluster. */
  static FaultyRun submit(ClusterProcesses cluster, int iterations, int workers) {
    FaultyRun run = new FaultyRun(cluster, iterations);
    cluster.submit("cartpole", ID, workers, run.settings());
    return run;
  }

  int iterations() {
    return iterations;
  }

  /** Waits until an iteration is completed. */
  void await(int iteration) {
    cluster.awaitIteration(ID, iteration);
  }

  /** The run ends, completed, with the hash that it has in a single process. */
  void assertUnharmed() {
    String hash = cluster.awaitHash(ID);
    assertThat(cluster.iterations(ID)).isEqualTo(iterations);
    assertThat(hash)
        .isEqualTo(
            HASHES.computeIfAbsent(
                iterations, unused -> cluster.hashInOneProcess("cartpole", settings())));
  }

  private String[] settings() {
    return new String[] {
      "sampling.block-size=2",
      "training.checkpoint-every=7",
      // Faults are tried here, not arithmetic: some ten iterations a second.
      "algorithm.epochs=4",
      "training.environment-steps=" + iterations * STEPS_PER_ITERATION,
      "evaluation.episodes=5"
    };
  }
}
