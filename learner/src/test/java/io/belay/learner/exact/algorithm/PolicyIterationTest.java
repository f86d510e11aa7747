package io.belay.learner.exact.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.Mdps;
import io.belay.learner.exact.StartDistribution;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.ready.FiniteMdps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyIterationTest {

  @ParameterizedTest
  @ValueSource(strings = {"FrozenLake-v1", "CliffWalking-v1", "chain:20", "garnet:50,5,4,1"})
  void conservativeIterationGainsWhatItsAdvantagePromises(String id) {
    FiniteMdp mdp = FiniteMdps.byId(id);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    ExactRun run = ExactRun.begin(new ConservativePolicyIteration(problem));
    double rounding = 1e-10 * problem.constants().valueSpan();
    for (int t = 0; t < 200; t++) {
      double before = run.evaluation().value(problem.restart());
      ExactReport report = run.advance();
      assertThat(report.step().get("mixtureWeight")).isBetween(0.0, 0.25);
      assertThat(report.restartValue() - before)
          .isGreaterThanOrEqualTo(report.step().get("leastImprovement") - rounding);
      assertThat(report.guarantee().holds(rounding)).isTrue();
    }
    assertThat(run.evaluation().value(problem.restart()))
        .isGreaterThan(
            Evaluation.of(mdp, run.algorithm().policy(run.algorithm().begin().parameters()))
                .value(problem.restart()));
  }

  @Test
  void theFirstMixtureIsThatDerivedByHand() {
    // γ = ¾, uniform: V₁ = ½(2 + ¾V₁) + ½·4 = 3/(5/8) = 4.8; V₀ = (½ + ⅜·4.8)/(5/8) = 3.68.
    // Q(0, ·) = (1 + ¾·3.68, ¾·4.8) = (3.76, 3.6), Q(1, ·) = (2 + ¾·4.8, 4) = (5.6, 4):
    // max A = (0.08, 0.8). From state 0 x₀ = 1/(1 − ⅜) = 1.6, x₁ = ⅜·1.6/(5/8) = 0.96, d = x/4,
    // 𝔸 = 0.4·0.08 + 0.24·0.8 = 0.224, α = ¼·0.224/(4·0.8) = 0.0175.
    FiniteMdp mdp = Mdps.two(0.75);
    ExactProblem problem = ExactProblem.of(mdp, mdp.start());
    ExactRun run = ExactRun.begin(new ConservativePolicyIteration(problem));
    ExactReport report = run.advance();
    assertThat(report.step().get("policyAdvantage")).isEqualTo(0.224, within(1e-14));
    assertThat(report.step().get("mixtureWeight")).isEqualTo(0.0175, within(1e-15));
    // Action 0 is greedy in both states: ½ + ½·0.0175.
    assertThat(run.state().parameters())
        .containsExactly(new double[] {0.50875, 0.49125, 0.50875, 0.49125}, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FrozenLake-v1", "FrozenLake8x8-v1", "Taxi-v4", "chain:20"})
  void greedyIterationContractsAndEndsAtTheOptimum(String id) {
    FiniteMdp mdp = FiniteMdps.byId(id);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    ExactRun run = ExactRun.begin(new GreedyPolicyIteration(problem));
    double rounding = 1e-9 * problem.constants().valueSpan();
    ExactReport report = run.advance();
    while (report.step().get("statesChanged") > 0) {
      assertThat(report.guarantee().holds(rounding)).isTrue();
      assertThat(report.iterations()).isLessThan(100);
      report = run.advance();
    }
    assertThat(report.gap()).isEqualTo(0, within(rounding));
  }

  @Test
  void aResumedRunIsTheSameToTheBit() {
    FiniteMdp mdp = FiniteMdps.byId("garnet:200,4,3,1").withDiscount(0.95);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    for (ExactAlgorithm algorithm :
        new ExactAlgorithm[] {
          SoftmaxAscent.of(problem),
          LogBarrierAscent.of(problem, 0.1),
          SoftmaxNaturalGradient.of(problem),
          SoftPolicyIteration.of(problem),
          new ExactTrustRegion(problem, 0.01),
          new ConservativePolicyIteration(problem),
          new GreedyPolicyIteration(problem)
        }) {
      ExactRun whole = ExactRun.begin(algorithm);
      ExactRun halves = ExactRun.begin(algorithm);
      for (int t = 0; t < 5; t++) {
        whole.advance();
        halves.advance();
      }
      halves = ExactRun.resume(algorithm, halves.state());
      for (int t = 0; t < 5; t++) {
        assertThat(halves.advance()).isEqualTo(whole.advance());
      }
      assertThat(halves.state().parameters()).containsExactly(whole.state().parameters());
    }
  }

  @Test
  void aStateOfAnotherAlgorithmIsRefused() {
    FiniteMdp mdp = Mdps.two(0.5);
    ExactProblem problem = ExactProblem.of(mdp, mdp.start());
    ExactState state = SoftmaxAscent.of(problem).begin();
    assertThatThrownBy(() -> ExactRun.resume(SoftmaxNaturalGradient.of(problem), state))
        .hasMessageContaining("tallies=2, expected=0");
  }
}
