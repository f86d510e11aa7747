package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The run that faults befall: {@code cartpole} in four blocks and some hundred iterations, with
 * slowed steps. However often something dies, it comes to the bits of the single process.
 */
final class FaultyRun {
  static final String ID = "faulty";

  /** Iterations of a run that stands still while something is started again. */
  static final int SHORT = 80;

  /** Iterations of a run that goes on meanwhile. */
  static final int LONG = 160;

  /**
   * An iteration is four blocks of 64 steps each: a tenth of a second with two or three workers, in
   * which the machine has time for what is started, killed and taken up again.
   */
  private static final String ENVIRONMENT = "delayed:800us:CartPole-v1";

  private static final int STEPS_PER_ITERATION = 256;
  private static final Map<Integer, String> HASHES = new ConcurrentHashMap<>();

  private final ClusterProcesses cluster;
  private final int iterations;

  private FaultyRun(ClusterProcesses cluster, int iterations) {
    this.cluster = cluster;
    this.iterations = iterations;
  }

  /** A cluster whose workers can sample for such a run, with further settings. */
  static ClusterProcesses cluster(String... further) {
    List<String> settings = new ArrayList<>(List.of(further));
    settings.add("belay.worker.environments = [\"" + ENVIRONMENT + "\"]");
    return new ClusterProcesses(settings.toArray(String[]::new));
  }

  /** Submits the run to a {@link #cluster()}. */
  static FaultyRun submit(ClusterProcesses cluster, int iterations, int workers) {
    FaultyRun run = new FaultyRun(cluster, iterations);
    cluster.submit("cartpole", ID, workers, run.slowed());
    return run;
  }

  /** Submits the run again, which changes nothing, and waits for its end beside the test. */
  CompletableFuture<Commands.Ran> waitFor() {
    List<String> arguments = new ArrayList<>(List.of("cartpole", "--run-id", ID, "--wait"));
    for (String setting : slowed()) {
      arguments.addAll(List.of("--recipe-set", setting));
    }
    return CompletableFuture.supplyAsync(
        () -> cluster.belay("submit", arguments.toArray(String[]::new)),
        task -> Thread.ofPlatform().daemon().name("submit").start(task));
  }

  int iterations() {
    return iterations;
  }

  /** Waits until an iteration is completed. */
  void await(int iteration) {
    cluster.awaitIteration(ID, iteration);
  }

  /** The run ends, completed, with the hash that it has in a single process, at full speed. */
  void assertUnharmed() {
    String hash = cluster.awaitHash(ID);
    assertThat(cluster.iterations(ID)).isEqualTo(iterations);
    assertThat(hash)
        .isEqualTo(
            HASHES.computeIfAbsent(
                iterations,
                unused -> cluster.hashInOneProcess("cartpole", settings().toArray(String[]::new))));
  }

  private String[] slowed() {
    List<String> settings = new ArrayList<>(settings());
    settings.add("environment.id=\"" + ENVIRONMENT + "\"");
    return settings.toArray(String[]::new);
  }

  private List<String> settings() {
    return List.of(
        "sampling.block-size=2",
        "training.checkpoint-every=7",
        // Faults are tried here, not arithmetic.
        "algorithm.epochs=4",
        "training.environment-steps=" + iterations * STEPS_PER_ITERATION,
        "evaluation.episodes=1");
  }
}
