package io.belay.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.v1.CheckpointRequest;
import io.belay.v1.StopRunRequest;
import io.belay.v1.SubmitRunRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of operators and standbys are refused where a field breaks its rule. */
class RequestRulesTest {
  private static final SubmitRunRequest SUBMIT =
      SubmitRunRequest.newBuilder()
          .setRunId("cartpole-1")
          .setRecipe("environment.id = x")
          .setWorkersWanted(1)
          .build();

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "cartpole-ppo_seed.1", "A.."})
  void aRunsNameIsAlsoTheNameOfADirectory(String runId) {
    assertThatCode(() -> RequestRules.check(SUBMIT.toBuilder().setRunId(runId).build()))
        .doesNotThrowAnyException();
    assertThatCode(() -> RequestRules.check(stop(runId))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ".", "..", ".hidden", "-rf", "_a", "a/b", "a\\b", "a b", "a\n", "é"})
  void aNameThatIsNoDirectoryOfItsOwnIsRefused(String runId) {
    assertThatThrownBy(() -> RequestRules.check(SUBMIT.toBuilder().setRunId(runId).build()))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("submit_run.run_id=\"" + runId + "\"");
    assertThatThrownBy(() -> RequestRules.check(stop(runId)))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("stop_run.run_id");
  }

  @Test
  void aNameHasAtMost128Characters() {
    assertThatCode(() -> RequestRules.check(stop("a".repeat(128)))).doesNotThrowAnyException();
    assertThatThrownBy(() -> RequestRules.check(stop("a".repeat(129))))
        .isInstanceOf(BelayException.class);
  }

  @Test
  void aRecipeHasAtMostOneMebibyteOfUtf8() {
    // é takes two bytes: 2¹⁹ of them are 2²⁰ bytes, and one letter more is too much.
    String most = "é".repeat(1 << 19);

    assertThatCode(() -> RequestRules.check(SUBMIT.toBuilder().setRecipe(most).build()))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> RequestRules.check(SUBMIT.toBuilder().setRecipe(most + "a").build()))
        .hasMessageContaining("submit_run.recipe=1048577 bytes");
    assertThatThrownBy(() -> RequestRules.check(SUBMIT.toBuilder().setRecipe(" \n").build()))
        .hasMessageContaining("submit_run.recipe=2 bytes");
  }

  @Test
  void aRunWaitsForAtLeastOneWorker() {
    assertThatThrownBy(() -> RequestRules.check(SUBMIT.toBuilder().setWorkersWanted(0).build()))
        .hasMessageContaining("submit_run.workers_wanted=0");
    assertThatThrownBy(() -> RequestRules.check(SUBMIT.toBuilder().setWorkersWanted(-1).build()))
        .hasMessageContaining("submit_run.workers_wanted=4294967295");
  }

  @Test
  void aReasonIsASentence() {
    StopRunRequest.Builder stop = stop("run-1").toBuilder();

    assertThatCode(() -> RequestRules.check(stop.setReason("x".repeat(1000)).build()))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> RequestRules.check(stop.setReason("x".repeat(1001)).build()))
        .hasMessageContaining("stop_run.reason=1001 characters");
  }

  @Test
  void aStandbyHasNoRunOrOneWithAName() {
    assertThatCode(() -> RequestRules.check(CheckpointRequest.getDefaultInstance()))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> RequestRules.check(CheckpointRequest.newBuilder().setRunId(" ").build()))
        .hasMessageContaining("checkpoint_request.run_id");
    assertThatThrownBy(
            () -> RequestRules.check(CheckpointRequest.newBuilder().setIteration(-1).build()))
        .hasMessageContaining("checkpoint_request.iteration");
  }

  private static StopRunRequest stop(String runId) {
    return StopRunRequest.newBuilder().setRunId(runId).build();
  }
}
