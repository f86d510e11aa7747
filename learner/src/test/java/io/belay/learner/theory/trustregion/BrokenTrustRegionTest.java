package io.belay.learner.theory.trustregion;

import static io.belay.learner.theory.Verdicts.turns;

import io.belay.learner.exact.Divergences;
import io.belay.learner.exact.FisherMatrix;
import io.belay.learner.exact.algorithm.SoftmaxNaturalGradient;
import io.belay.learner.theory.instance.ExpectedAdvantage;
import io.belay.learner.theory.instance.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each statement about incremental updates fails where its subject is broken. */
class BrokenTrustRegionTest {

  @Test
  void surrogateFailsWithTheWrongSign() {
    turns(
        new SurrogateImprovement(
            (of, policy, m) -> -ExpectedAdvantage.of(of, policy, of.visitation(m))));
  }

  @Test
  void surrogateFailsUnderAVisitationThatIsNoOnes() {
    turns(new SurrogateImprovement((of, policy, m) -> ExpectedAdvantage.of(of, policy, m)));
  }

  @Test
  void conservativeStepFailsWhereItIsGreedy() {
    turns(new GreedyStep((surrogate, largest, discount) -> 1));
  }

  @Test
  void divergenceFailsWithTheDiscountedVisitation() {
    turns(
        new TrajectoryDivergence((instance, horizon) -> {
          double[] weights = instance.evaluation().visitation(instance.start());
          for (int s = 0; s < weights.length; s++) {
            weights[s] *= horizon;
          }
          return FisherMatrix.of(instance.policy(), instance.scores(), weights);
        }));
  }

  @Test
  void divergenceFailsWithoutTheHorizon() {
    turns(
        new TrajectoryDivergence((instance, horizon) -> {
          double[] weights =
              Divergences.steps(instance.mdp(), instance.policy(), instance.start(), horizon);
          for (int s = 0; s < weights.length; s++) {
            weights[s] /= horizon;
          }
          return FisherMatrix.of(instance.policy(), instance.scores(), weights);
        }));
  }

  @Test
  void trustRegionFailsWithThePrintedLength() {
    turns(new TrustRegionProgram(TrustRegionStep.printed()));
  }

  @Test
  void trustRegionFailsAlongThePlainGradient() {
    turns(new TrustRegionProgram(alongTheGradient()));
  }

  @Test
  void covarianceFailsAlongThePlainGradient() {
    turns(new Covariance(alongTheGradient()));
  }

  /** g as long as the region allows. */
  private static TrustRegionStep alongTheGradient() {
    return (gradient, fisher, radius) -> {
      double square = Vectors.dot(gradient, fisher.times(gradient));
      return Vectors.plus(new double[gradient.length], Math.sqrt(2 * radius / square), gradient);
    };
  }

  @Test
  void clippedGradientFailsWithoutThePessimisticMinimum() {
    turns(
        new ClippedGradient(
            (ratio, advantage, clip) -> Math.abs(ratio - 1) > clip ? 0 : ratio * advantage));
  }

  @Test
  void clippedGradientFailsWithoutTheClip() {
    turns(new ClippedGradient((ratio, advantage, clip) -> ratio * advantage));
  }

  @Test
  void throughLineFailsWithATooShortNaturalStep() {
    Method npg = Method.lecture().stream().filter(Method::free).findFirst().orElseThrow();
    turns(
        new ThroughLine(
            List.of(
                new Method(
                    "NPG",
                    (problem, accuracy) -> new SoftmaxNaturalGradient(problem, 1e-3),
                    npg.bound(),
                    true))));
  }
}
