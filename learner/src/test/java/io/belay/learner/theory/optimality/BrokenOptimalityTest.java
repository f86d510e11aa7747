package io.belay.learner.theory.optimality;

import static io.belay.learner.theory.Verdicts.turns;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.theory.instance.Vectors;
import org.junit.jupiter.api.Test;

/** Each statement about global optimality fails where its subject is broken. */
class BrokenOptimalityTest {

  private static double[] scaled(double[] x, double factor) {
    return Vectors.plus(new double[x.length], factor, x);
  }

  private static NaturalRun.Step scaledStep(double factor) {
    return (problem, logits, evaluation, stepSize) ->
        Vectors.plus(
            logits, factor * stepSize / (1 - problem.mdp().discount()), evaluation.advantages());
  }

  @Test
  void gradientsDoNotVanishUnderAnotherStart() {
    turns(
        new VanishingGradients(
            (e, m) -> PolicyGradient.softmax(e, StartDistribution.uniform(e.mdp()))));
  }

  @Test
  void softmaxGradientFailsWithoutTheHorizon() {
    turns(
        new SoftmaxGradient(
            (e, m) -> scaled(PolicyGradient.softmax(e, m), 1 - e.mdp().discount())));
  }

  @Test
  void softmaxGradientFailsWithTheWrongSign() {
    turns(new SoftmaxGradient((e, m) -> scaled(PolicyGradient.softmax(e, m), -1)));
  }

  @Test
  void convergenceFailsDownhill() {
    turns(new AsymptoticConvergence((e, m) -> scaled(PolicyGradient.softmax(e, m), -1), 1));
  }

  @Test
  void convergenceFailsWithATooLargeStep() {
    turns(new AsymptoticConvergence(PolicyGradient::softmax, 1000));
  }

  @Test
  void barrierFailsWhereItAttracts() {
    turns(
        new LogBarrierStationarity((algorithm, e) -> {
          double[] value = PolicyGradient.softmax(e, algorithm.problem().restart());
          double[] whole = algorithm.gradient(e);
          // ∇V − (∇L − ∇V): the barrier with the wrong sign.
          return Vectors.plus(scaled(value, 2), -1, whole);
        }));
  }

  @Test
  void barrierFailsWithoutItsMean() {
    turns(
        new LogBarrierStationarity((algorithm, e) -> {
          double[] gradient = algorithm.gradient(e);
          double missing =
              algorithm.barrier()
                  / algorithm.problem().mdp().states()
                  / algorithm.problem().mdp().actions();
          for (int i = 0; i < gradient.length; i++) {
            gradient[i] -= missing;
          }
          return gradient;
        }));
  }

  @Test
  void barrierRateFailsDownhill() {
    turns(new LogBarrierRate((algorithm, e) -> scaled(algorithm.gradient(e), -1)));
  }

  @Test
  void closedFormFailsWithoutTheHorizon() {
    turns(new NaturalGradientClosedForm(Evaluation::advantages));
  }

  @Test
  void closedFormFailsWithTheWrongSign() {
    turns(
        new NaturalGradientClosedForm(e -> scaled(e.advantages(), -1 / (1 - e.mdp().discount()))));
  }

  @Test
  void naturalConvergenceFailsDownhill() {
    turns(new NaturalGradientConvergence(scaledStep(-1)));
  }

  @Test
  void naturalConvergenceFailsWithATooShortStep() {
    turns(new NaturalGradientConvergence(scaledStep(0.01)));
  }

  @Test
  void improvementFailsWithoutTheHorizon() {
    // A tenth of the step where γ = 0.9: it gains less than Z promises.
    turns(
        new NaturalImprovement(
            (problem, logits, e, stepSize) -> Vectors.plus(logits, stepSize, e.advantages())));
  }

  @Test
  void improvementFailsDownhill() {
    turns(new NaturalImprovement(scaledStep(-1)));
  }
}
