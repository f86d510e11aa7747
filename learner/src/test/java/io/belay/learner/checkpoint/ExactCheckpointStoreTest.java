package io.belay.learner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.learner.exact.algorithm.ExactState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactCheckpointStoreTest {
  @TempDir private Path home;

  private static ExactCheckpoint at(int iteration) {
    double[] parameters = {0.1, -1e-300, iteration};
    double[] tallies = {Double.POSITIVE_INFINITY, 2};
    return new ExactCheckpoint(
        "recipe", new ExactState(iteration, parameters, tallies), 1.25, "ab".repeat(32));
  }

  @Test
  void everyFieldComesBackAsItWasAndTheLastFewAreKept() throws IOException {
    ExactCheckpointStore store = new ExactCheckpointStore(home, 2);
    assertThat(store.recover().newest()).isEmpty();
    for (int iteration : new int[] {5, 10, 15}) {
      store.write(at(iteration));
    }
    assertThat(store.recover().newest().orElseThrow()).usingRecursiveComparison().isEqualTo(at(15));
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("00000010.checkpoint", "00000015.checkpoint");
    }
  }

  @Test
  void oneThatIsTornOrOfARunThatSamplesIsPassedOver() throws IOException {
    ExactCheckpointStore store = new ExactCheckpointStore(home, 5);
    store.write(at(5));
    store.write(at(10));
    new CheckpointStore(home, 5).write(Checkpoints.at(50));
    Path torn = home.resolve("00000010.checkpoint");
    byte[] whole = Files.readAllBytes(torn);
    Files.write(torn, Arrays.copyOf(whole, whole.length - 1));

    ExactCheckpointStore.Recovery recovery = store.recover();

    assertThat(recovery.newest().orElseThrow().state().iteration()).isEqualTo(5);
    assertThat(recovery.unreadable()).hasSize(2);
  }
}
