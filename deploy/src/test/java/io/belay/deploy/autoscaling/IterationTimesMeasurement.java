package io.belay.deploy.autoscaling;

import io.belay.deploy.cluster.ClusterProcesses;
import io.belay.deploy.scaling.PhaseTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How long a block and an update of several recipes take on real processes: writes {@code
 * iteration-times.json}, from which {@link AutoscalingTest} draws.
 */
@Tag("measurement")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class IterationTimesMeasurement {
  private static final Path FILE =
      Path.of("src", "test", "resources", "autoscaling", "iteration-times.json");

  /** Iterations of a run; the second half counts, compiled by then. */
  private static final int ITERATIONS = 60;

  private static final int LANES = 64;

  /**
   * A recipe to be measured.
   *
   * @param delay of each step of its environment
   * @param steps of a lane in an iteration
   * @param minibatch key of the size of minibatches, which a single lane is too little for
   */
  private record Measured(
      String recipe, String environment, String delay, int steps, String minibatch) {
    String slow() {
      return "delayed:" + delay + ":" + environment;
    }
  }

  private static final String MINIBATCH = "algorithm.minibatch-size";

  private static final List<Measured> RECIPES =
      List.of(
          new Measured("cartpole-cleanrl", "CartPole-v1", "1ms", 128, MINIBATCH),
          new Measured("cartpole", "CartPole-v1", "2ms", 32, MINIBATCH),
          new Measured(
              "cartpole-trpo", "CartPole-v1", "1ms", 64, "algorithm.critic.minibatch-size"),
          new Measured("pendulum-ppo", "Pendulum-v1", "2ms", 64, MINIBATCH),
          new Measured("acrobot-ppo", "Acrobot-v1", "500us", 256, MINIBATCH));

  @RegisterExtension
  final ClusterProcesses cluster =
      new ClusterProcesses(
          RECIPES.stream()
              .map(each -> "\"" + each.slow() + "\"")
              .collect(Collectors.joining(", ", "belay.worker.environments = [", "]")));

  private int runs;

  @Test
  void blocksAndUpdatesOfSeveralRecipes() throws IOException {
    cluster.learner().atFullSpeed();
    cluster.worker(1).atFullSpeed();
    cluster.start(1);

    String recipes =
        RECIPES.stream().map(this::measure).collect(Collectors.joining(",\n", "", "\n"));

    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, "{\"recipes\": [\n" + recipes + "]}\n");
  }

  /**
   * A block by a worker that has no other, then updates of all lanes, sampled as fast as may be.
   */
  private String measure(Measured each) {
    double[] blocks = run(each, each.slow(), 1).sampling();
    double[] updates = run(each, each.environment(), LANES).updating();
    System.out.printf(
        "%s: a block %.1f ms, an update %.1f ms%n",
        each, 1e3 * PhaseTimes.median(blocks), 1e3 * PhaseTimes.median(updates));
    return """
    {"recipe": "%s, %d lanes of %d steps, %s a step", "blocks": %d,
     "blockMillis": %s,
     "updateMillis": %s}\
    """
        .formatted(
            each.recipe(),
            LANES,
            each.steps(),
            each.delay(),
            LANES,
            millis(blocks),
            millis(updates));
  }

  private PhaseTimes run(Measured each, String environment, int lanes) {
    String run = "run-" + runs++;
    cluster.submit(
        each.recipe(),
        run,
        1,
        "environment.id=" + environment,
        "sampling.lanes=" + lanes,
        "sampling.block-size=1",
        "sampling.fragment-length=" + each.steps(),
        each.minibatch() + "=" + Math.min(512, lanes * each.steps()),
        "training.environment-steps=" + ITERATIONS * lanes * each.steps(),
        "evaluation.episodes=1");
    cluster.awaitHash(run);
    return PhaseTimes.of(cluster.run(run)).after(ITERATIONS / 2);
  }

  private static String millis(double... seconds) {
    return DoubleStream.of(seconds)
        .mapToObj(each -> String.format(Locale.ROOT, "%.2f", 1e3 * each))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
