package io.belay.learner.exact.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.exact.Divergences;
import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.FisherMatrix;
import io.belay.learner.exact.Mdps;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.SoftmaxFamily;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.exact.SymmetricMatrix;
import io.belay.learner.exact.TabularPolicy;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.ready.ChainMdp;
import io.belay.mdp.ready.FiniteMdps;
import io.belay.mdp.ready.Garnet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaturalGradientTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FrozenLake-v1",
        "FrozenLake8x8-v1",
        "CliffWalking-v1",
        "Taxi-v4",
        "tree",
        "chain:20",
        "garnet:50,5,4,1",
        "garnet:50,5,4,2",
        "gridworld:4x5"
      })
  void everyIterationIsWithinTheoremTenSeven(String id) {
    FiniteMdp mdp = FiniteMdps.byId(id);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    double standard = SoftmaxNaturalGradient.of(problem).stepSize();
    int iterations = mdp.states() > 100 ? 20 : 300;
    for (double stepSize : new double[] {standard / 100, standard, 100 * standard}) {
      ExactRun run = ExactRun.begin(new SoftmaxNaturalGradient(problem, stepSize));
      double earlier = Double.NEGATIVE_INFINITY;
      for (int t = 1; t <= iterations; t++) {
        ExactReport report = run.advance();
        double rounding = 1e-9 * problem.constants().valueSpan();
        assertThat(report.guarantee().statement()).isEqualTo("Theorem 10.7");
        assertThat(report.gap()).isLessThanOrEqualTo(report.guarantee().bound() + rounding);
        // Lemma 10.8: no step makes it worse.
        assertThat(report.value()).isGreaterThanOrEqualTo(earlier - rounding);
        earlier = report.value();
      }
    }
  }

  @Test
  void theBoundIsThatOfTheTheorem() {
    // R = 4, γ = ½, |A| = 2: log 2/(η·10) + 4/(¼·10), and η = ¼ log 2/4 makes both terms 1.6.
    FiniteMdp mdp = Mdps.two(0.5);
    ExactRun run = ExactRun.begin(SoftmaxNaturalGradient.of(ExactProblem.of(mdp, mdp.start())));
    ExactReport report = run.advance();
    for (int t = 2; t <= 10; t++) {
      report = run.advance();
    }
    assertThat(report.guarantee().bound()).isEqualTo(3.2, within(1e-14));
  }

  @Test
  void twoThousandStatesAndFiftyActionsTakeNoMoreIterationsThanTheTheoremAllows() {
    // Any η from (1 − γ)² log|A| = 0.039 on will do; 1 takes some 60 iterations.
    reachAThousandth(1);
  }

  /** A minute and a half: run by hand. */
  @Test
  @Tag("soak")
  @Timeout(600)
  void theyTakeNoMoreWithTheSmallestStepThatTheTheoremNames() {
    reachAThousandth(0.01 * StrictMath.log(50));
  }

  private static void reachAThousandth(double stepSize) {
    FiniteMdp mdp = Garnet.of(2000, 50, 5, 1).withDiscount(0.9);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    assertThat(problem.constants().rewardSpan()).isLessThanOrEqualTo(1);
    double accuracy = 1e-3;
    // T = 2/((1 − γ)²ε) = 200 000, a little less where no reward is 1.
    double most = problem.constants().naturalIterations(accuracy);
    assertThat(most).isBetween(199_000.0, 200_000.0);
    ExactRun run = ExactRun.begin(new SoftmaxNaturalGradient(problem, stepSize));
    ExactReport report = run.advance();
    while (report.gap() > accuracy) {
      assertThat(report.guarantee().holds(0)).isTrue();
      assertThat(report.iterations()).isLessThan((int) most);
      report = run.advance();
    }
  }

  @Test
  void aStepIsThatOfThePseudoinverseBySingularValues() {
    FiniteMdp mdp = Garnet.of(6, 3, 3, 4).withDiscount(0.9);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    SoftmaxNaturalGradient algorithm = new SoftmaxNaturalGradient(problem, 0.3);
    double[] theta = Mdps.logits(18, 1, 5);
    Evaluation evaluation = Evaluation.of(mdp, algorithm.policy(theta));
    SymmetricMatrix fisher =
        FisherMatrix.of(
            evaluation.policy(),
            new SoftmaxFamily(6, 3).scores(theta),
            evaluation.visitation(problem.restart()));
    double[] direction =
        fisher.pseudoinverseTimes(PolicyGradient.softmax(evaluation, problem.restart()));
    TabularPolicy expected = algorithm.policy(Ascent.add(theta, 0.3, direction));
    ExactState next = algorithm.step(new ExactState(0, theta, new double[0]), evaluation).next();
    assertThat(algorithm.policy(next.parameters()).probabilities())
        .containsExactly(expected.probabilities(), within(1e-12));
  }

  @Test
  void softPolicyIterationIsTheSamePathOfPolicies() {
    FiniteMdp mdp = FiniteMdps.byId("FrozenLake-v1").withDiscount(0.99);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    ExactRun natural = ExactRun.begin(new SoftmaxNaturalGradient(problem, 0.1));
    ExactRun soft = ExactRun.begin(new SoftPolicyIteration(problem, 0.1));
    for (int t = 0; t < 500; t++) {
      ExactReport one = natural.advance();
      ExactReport other = soft.advance();
      assertThat(soft.evaluation().policy().probabilities())
          .containsExactly(natural.evaluation().policy().probabilities(), within(1e-10));
      assertThat(other.guarantee().bound()).isEqualTo(one.guarantee().bound());
      assertThat(other.guarantee().holds(1e-12)).isTrue();
    }
  }

  @Test
  void aTrustRegionStepFillsItsRegion() {
    // To second order KL under d_μ is δ; with δ = 1e-8 the third is below a thousandth of it.
    FiniteMdp mdp = Garnet.of(20, 4, 3, 6).withDiscount(0.9);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    ExactRun run = ExactRun.begin(new ExactTrustRegion(problem, 1e-8));
    for (int t = 0; t < 5; t++) {
      Evaluation before = run.evaluation();
      run.advance();
      double divergence =
          Divergences.ofPolicies(
              before.policy(), run.evaluation().policy(), before.visitation(problem.restart()));
      assertThat(divergence).isEqualTo(1e-8, within(1e-11));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FrozenLake-v1", "CliffWalking-v1", "chain:20", "garnet:50,5,4,1"})
  void aTrustRegionConvergesWithinItsBoundAndThenRests(String id) {
    FiniteMdp mdp = FiniteMdps.byId(id);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    ExactRun run = ExactRun.begin(new ExactTrustRegion(problem, 0.01));
    double rounding = 1e-9 * problem.constants().valueSpan();
    ExactReport report = run.advance();
    for (int t = 2; t <= 500; t++) {
      assertThat(report.guarantee().holds(rounding)).as("T=%d", t - 1).isTrue();
      double earlier = report.value();
      report = run.advance();
      assertThat(report.value()).isGreaterThanOrEqualTo(earlier - rounding);
    }
    assertThat(report.gap()).isBetween(-rounding, 1e-6 * problem.constants().valueSpan());
    assertThat(report.guarantee().bound()).isFinite();
  }

  @Test
  void theNaturalNormOfATrustRegionIsThatOfThePseudoinverse() {
    FiniteMdp mdp = Garnet.of(6, 3, 3, 7).withDiscount(0.9);
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    double[] theta = Mdps.logits(18, 1, 8);
    Evaluation evaluation = Evaluation.of(mdp, TabularPolicy.softmax(6, 3, theta));
    double[] gradient = PolicyGradient.softmax(evaluation, problem.restart());
    SymmetricMatrix fisher =
        FisherMatrix.of(
            evaluation.policy(),
            new SoftmaxFamily(6, 3).scores(theta),
            evaluation.visitation(problem.restart()));
    assertThat(new ExactTrustRegion(problem, 0.01).naturalNorm(evaluation))
        .isEqualTo(Ascent.dot(gradient, fisher.pseudoinverseTimes(gradient)), within(1e-12));
  }

  @Test
  void theRestartDistributionDoesNotMatterToNpg() {
    FiniteMdp mdp = ChainMdp.of(10);
    ExactRun narrow = ExactRun.begin(SoftmaxNaturalGradient.of(ExactProblem.of(mdp, mdp.start())));
    ExactRun wide =
        ExactRun.begin(
            SoftmaxNaturalGradient.of(ExactProblem.of(mdp, StartDistribution.uniform(mdp))));
    for (int t = 0; t < 50; t++) {
      narrow.advance();
      wide.advance();
    }
    assertThat(narrow.state().parameters()).containsExactly(wide.state().parameters());
  }
}
