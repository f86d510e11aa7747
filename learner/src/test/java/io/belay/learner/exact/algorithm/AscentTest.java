package io.belay.learner.exact.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.Mdps;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.exact.TabularPolicy;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.ready.ChainMdp;
import io.belay.mdp.ready.FiniteMdps;
import io.belay.mdp.ready.Garnet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AscentTest {

  @ParameterizedTest
  @ValueSource(strings = {"FrozenLake-v1", "CliffWalking-v1", "tree", "garnet:20,3,3,1"})
  void softmaxAscentGainsAndItsSmallestGradientIsWithinLemmaNineSix(String id) {
    FiniteMdp mdp = FiniteMdps.byId(id).withDiscount(0.8);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    ExactRun run = ExactRun.begin(SoftmaxAscent.of(problem));
    double beta = problem.constants().smoothness();
    double value = run.evaluation().value(problem.restart());
    double first = value;
    for (int t = 1; t <= 300; t++) {
      ExactReport report = run.advance();
      double gradient = report.step().get("gradientNorm");
      // The descent lemma: V gains at least |∇V|²/(2β).
      assertThat(report.restartValue())
          .isGreaterThanOrEqualTo(value + gradient * gradient / (2 * beta) - 1e-10);
      value = report.restartValue();
      double toGain = problem.optimum().value(problem.restart()) - first;
      assertThat(report.guarantee().bound()).isEqualTo(2 * beta * toGain / t, within(1e-6));
      assertThat(report.guarantee().holds(0)).isTrue();
    }
  }

  @Test
  void softmaxAscentReachesTheOptimumWhereMuIsPositiveEverywhere() {
    FiniteMdp mdp = Garnet.of(5, 3, 2, 1).withDiscount(0.5);
    ExactRun run =
        ExactRun.begin(SoftmaxAscent.of(ExactProblem.of(mdp, StartDistribution.uniform(mdp))));
    ExactReport report = run.advance();
    double first = report.gap();
    for (int t = 0; t < 20_000; t++) {
      report = run.advance();
    }
    assertThat(report.gap()).isBetween(0.0, first / 20);
  }

  @Test
  void aStepThatIsTooLongHasNoGuarantee() {
    FiniteMdp mdp = Mdps.two(0.5);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    double limit = 2 / problem.constants().smoothness();
    assertThat(bound(new SoftmaxAscent(problem, 1.01 * limit))).isInfinite();
    assertThat(bound(new SoftmaxAscent(problem, 0.99 * limit))).isFinite();
  }

  private static double bound(SoftmaxAscent algorithm) {
    return ExactRun.begin(algorithm).advance().guarantee().bound();
  }

  @Test
  void theBarriersGradientIsItsDerivative() {
    FiniteMdp mdp = Garnet.of(5, 3, 3, 2).withDiscount(0.9);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    LogBarrierAscent algorithm = LogBarrierAscent.of(problem, 0.7);
    double[] theta = Mdps.logits(15, 1, 3);
    double[] gradient = algorithm.gradient(Evaluation.of(mdp, algorithm.policy(theta)));
    for (int i = 0; i < 15; i++) {
      double[] above = theta.clone();
      double[] below = theta.clone();
      above[i] += 1e-5;
      below[i] -= 1e-5;
      double expected = (objective(problem, 0.7, above) - objective(problem, 0.7, below)) / 2e-5;
      assertThat(gradient[i]).isEqualTo(expected, within(1e-8));
    }
  }

  /** V(μ) + λ/(|S||A|) Σ log π. */
  private static double objective(ExactProblem problem, double barrier, double[] theta) {
    FiniteMdp mdp = problem.mdp();
    double sum = 0;
    for (double each : TabularPolicy.logProbabilities(mdp.states(), mdp.actions(), theta)) {
      sum += each;
    }
    TabularPolicy policy = TabularPolicy.softmax(mdp.states(), mdp.actions(), theta);
    return Evaluation.of(mdp, policy).value(problem.restart()) + barrier * sum / theta.length;
  }

  @Test
  void aStationaryPointOfTheBarrierIsWithinTheoremTenFour() {
    FiniteMdp mdp = Garnet.of(4, 2, 2, 3).withDiscount(0.5);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    double accuracy = 0.2;
    double barrier = LogBarrierAscent.barrier(problem, accuracy);
    LogBarrierAscent algorithm = LogBarrierAscent.of(problem, barrier);
    assertThat(algorithm.stepSize())
        .isEqualTo(1 / problem.constants().barrierSmoothness(barrier, 4));
    ExactRun run = ExactRun.begin(algorithm);
    ExactReport report = run.advance();
    assertThat(report.guarantee().bound()).isInfinite();
    while (Double.isInfinite(report.guarantee().bound())) {
      report = run.advance();
      // Corollary 10.5 is generous: it allows 320·64·M²·64/ε² > 30 million iterations.
      assertThat(report.iterations()).isLessThan(200_000);
    }
    // 2λM/(1 − γ) with λ = ε(1 − γ)/(2M) is ε.
    assertThat(report.guarantee().bound()).isEqualTo(accuracy, within(1e-14));
    assertThat(report.guarantee().holds(0)).isTrue();
  }

  @Test
  void aBarrierOfTheCorollaryNeedsAFiniteMismatch() {
    FiniteMdp mdp = ChainMdp.of(5);
    ExactProblem problem = ExactProblem.of(mdp, mdp.start());
    assertThat(problem.mismatch()).isInfinite();
    assertThatThrownBy(() -> LogBarrierAscent.barrier(problem, 0.1))
        .hasMessageContaining("use sampling.restart = uniform");
  }
}
