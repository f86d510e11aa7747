package io.belay.learner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.control.RunSpecification;
import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.OptimalSolution;
import io.belay.learner.exact.TabularPolicy;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.ready.FiniteMdps;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.Policy;
import io.belay.policy.PolicyInference;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.space.Space;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class TrueValueTest {

  @Test
  void theFirstTabularPolicyIsWorthWhatTheUniformOneIs() {
    FiniteMdp mdp = FiniteMdps.byId("FrozenLake-v1").withDiscount(0.9);
    SequencedMap<String, Double> figures =
        figures(run(mdp, "policy.kind = tabular, sampling.restart = uniform"));
    double value = Evaluation.of(mdp, TabularPolicy.uniform(mdp)).value(mdp.start());
    double optimal = OptimalSolution.of(mdp).value(mdp.start());
    assertThat(figures.sequencedKeySet())
        .containsExactly("value", "optimalValue", "gap", "mismatch");
    assertThat(figures.get("value")).isEqualTo(value, within(1e-12));
    assertThat(figures.get("optimalValue")).isEqualTo(optimal);
    assertThat(figures.get("gap")).isEqualTo(optimal - value, within(1e-12));
    // μ is 1/11 on each of the cells that are no hole and not the goal.
    double largest = 0;
    for (double share : OptimalSolution.of(mdp).visitation(mdp.start())) {
      largest = Math.max(largest, share);
    }
    assertThat(figures.get("mismatch")).isEqualTo(11 * largest, within(1e-12));
  }

  @Test
  void aNetworkIsWorthWhatTheTableOfItsProbabilitiesIs() {
    // 500 states are read in pieces, the last one smaller.
    FiniteMdp mdp = FiniteMdps.byId("Taxi-v4").withDiscount(0.9);
    RunSpecification run = run(mdp, "policy.hidden = [8]");
    Policy policy = Policy.of(run.recipe(), run.environment());
    float[] parameters = policy.initialParameters(7);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= 30; // Far from uniform.
    }
    PolicySnapshot snapshot = PolicySnapshot.publish(0, parameters, NormaliserStatistics.NONE);
    PolicyInference inference = policy.inference(1);
    inference.use(snapshot);
    double[] logits = new double[500 * 6];
    float[] one = new float[1];
    for (int s = 0; s < 500; s++) {
      for (int a = 0; a < 6; a++) {
        inference.logProbabilities(new float[] {s}, 0, 1, new float[] {a}, 0, one, 0);
        logits[6 * s + a] = one[0];
      }
    }
    double expected = Evaluation.of(mdp, TabularPolicy.softmax(500, 6, logits)).value(mdp.start());
    SequencedMap<String, Double> figures =
        TrueValue.of(run, policy).orElseThrow().figures(snapshot);
    assertThat(figures.get("value")).isEqualTo(expected, within(1e-9));
    // ρ covers every state that an episode begins in and no other: π* goes elsewhere.
    assertThat(figures.get("mismatch")).isInfinite();
  }

  @Test
  void aRestartThatDependsOnTheRunHasNoMismatch() {
    FiniteMdp mdp = FiniteMdps.byId("FrozenLake-v1");
    String visited = "sampling.restart = { kind = visited, probability = 0.5, capacity = 8 }";
    assertThat(figures(run(mdp, visited)).get("mismatch")).isNaN();
  }

  @Test
  void otherEnvironmentsAndUndiscountedReturnsHaveNone() {
    FiniteMdp mdp = FiniteMdps.byId("FrozenLake-v1");
    assertThat(find(run(mdp, "algorithm.discount = 1"))).isFalse();
    Space box = Box.uniform(2, -1f, 1f);
    assertThat(find(run("CartPole-v1", box, new Discrete(2), ""))).isFalse();
    // Somebody's own environment of that name.
    assertThat(find(run("FrozenLake-v1", new Discrete(17), new Discrete(4), ""))).isFalse();
    // A file that only the workers have.
    assertThat(find(run("mdp:/nowhere/file.json", new Discrete(16), new Discrete(4), "")))
        .isFalse();
  }

  private static boolean find(RunSpecification run) {
    return TrueValue.of(run, Policy.of(run.recipe(), run.environment())).isPresent();
  }

  private static SequencedMap<String, Double> figures(RunSpecification run) {
    Policy policy = Policy.of(run.recipe(), run.environment());
    PolicySnapshot snapshot =
        PolicySnapshot.publish(0, policy.initialParameters(1), NormaliserStatistics.NONE);
    return TrueValue.of(run, policy).orElseThrow().figures(snapshot);
  }

  private static RunSpecification run(FiniteMdp mdp, String settings) {
    return run(mdp.name(), new Discrete(mdp.states()), new Discrete(mdp.actions()), settings);
  }

  private static RunSpecification run(String id, Space observed, Space acted, String settings) {
    EnvironmentSpec environment =
        new EnvironmentSpec(id, observed, acted, OptionalInt.empty(), OptionalDouble.empty(), true);
    String recipe =
        "algorithm { name = ppo, discount = 0.9 }, environment.id = \"%s\"\n%s"
            .formatted(id, settings);
    return new RunSpecification("run", RecipeLoader.parse(recipe, "r.conf"), environment);
  }
}
