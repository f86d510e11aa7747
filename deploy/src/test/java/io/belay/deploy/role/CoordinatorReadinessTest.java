package io.belay.deploy.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.SubmitReply.Reason;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a supervisor sees of a coordinator whose own run is refused. */
class CoordinatorReadinessTest {
  private Optional<String> nodeObstacle = Optional.empty();
  private final CoordinatorReadiness readiness =
      new CoordinatorReadiness(() -> nodeObstacle, Set.of("own"));

  @BeforeEach
  void activate() {
    readiness.becomesActive();
  }

  private static RunEvent refusal(String run, boolean accepted) {
    return new RunEvent.SubmissionRefused(
        run, Reason.ANOTHER_RECIPE, "one recipe: run=" + run, accepted);
  }

  @Test
  void refusalOfItsOwnRunIsAnObstacleUntilItStandsBy() {
    readiness.onEvent(refusal("own", true));
    assertThat(readiness.obstacle()).contains("one recipe: run=own");

    readiness.standsBy();
    assertThat(readiness.obstacle()).isEmpty();
  }

  @Test
  void refusalOfWhatSomebodyElseSubmittedIsNone() {
    readiness.onEvent(refusal("of-an-operator", true));
    assertThat(readiness.obstacle()).isEmpty();
  }

  /** An operator mistypes, and is told so; the run goes on. */
  @Test
  void refusalOfWhatSomebodyElseSubmittedUnderItsNameIsNone() {
    readiness.onEvent(refusal("own", false));
    assertThat(readiness.obstacle()).isEmpty();
  }

  @Test
  void answerToItsOwnSubmissionIsAnObstacleUnlessItComesTooLate() {
    readiness.notTakenOn("one recipe: run=own");
    assertThat(readiness.obstacle()).contains("one recipe: run=own");

    readiness.standsBy();
    readiness.notTakenOn("the coordinator answers in time");
    assertThat(readiness.obstacle()).isEmpty();

    readiness.becomesActive();
    assertThat(readiness.obstacle()).isEmpty();
  }

  @Test
  void placeInTheClusterComesFirst() {
    readiness.onEvent(refusal("own", true));
    nodeObstacle = Optional.of("looks for the cluster");
    assertThat(readiness.obstacle()).contains("looks for the cluster");
  }
}
