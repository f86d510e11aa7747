package io.belay.deploy.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.SubmitReply.Reason;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a supervisor sees of a coordinator whose own run is refused. */
class CoordinatorReadinessTest {
  private Optional<String> nodeObstacle = Optional.empty();
  private final CoordinatorReadiness readiness =
      new CoordinatorReadiness(() -> nodeObstacle, Set.of("own"));

  private static RunEvent refusal(String run) {
    return new RunEvent.SubmissionRefused(run, Reason.ANOTHER_RECIPE, "one recipe: run=" + run);
  }

  @Test
  void refusalOfItsOwnRunIsAnObstacleUntilItStandsBy() {
    readiness.onEvent(refusal("own"));
    assertThat(readiness.obstacle()).contains("one recipe: run=own");

    readiness.standsBy();
    assertThat(readiness.obstacle()).isEmpty();
  }

  @Test
  void refusalOfWhatSomebodyElseSubmittedIsNone() {
    readiness.onEvent(refusal("of-an-operator"));
    assertThat(readiness.obstacle()).isEmpty();
  }

  @Test
  void placeInTheClusterComesFirst() {
    readiness.onEvent(refusal("own"));
    nodeObstacle = Optional.of("looks for the cluster");
    assertThat(readiness.obstacle()).contains("looks for the cluster");
  }
}
