package io.belay.learner.theory.gradients;

import static io.belay.learner.theory.Verdicts.turns;

import io.belay.learner.exact.Divergences;
import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.theory.gradients.PolicyGradientTheorem.Form;
import io.belay.learner.theory.instance.ExpectedAdvantage;
import io.belay.learner.theory.instance.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each statement about gradients fails where its subject is broken. */
class BrokenGradientsTest {

  private static double[] scaled(double[] x, double factor) {
    return Vectors.plus(new double[x.length], factor, x);
  }

  @Test
  void theoremFailsWithTheWrongSign() {
    turns(
        new PolicyGradientTheorem(
            List.of(
                new Form("negated", (e, s, m) -> scaled(PolicyGradient.returnForm(e, s, m), -1)))));
  }

  @Test
  void theoremFailsWithoutTheHorizon() {
    turns(
        new PolicyGradientTheorem(
            List.of(
                new Form(
                    "times 1 − γ",
                    (e, s, m) ->
                        scaled(PolicyGradient.actionValueForm(e, s, m), 1 - e.mdp().discount())))));
  }

  @Test
  void theoremFailsWithAnUndiscountedVisitation() {
    turns(
        new PolicyGradientTheorem(
            List.of(
                new Form(
                    "missing γ",
                    (e, s, m) -> {
                      double[] visits = Divergences.steps(e.mdp(), e.policy(), m, 40);
                      double[] weights = e.advantages();
                      for (int i = 0; i < weights.length; i++) {
                        int state = i / e.mdp().actions();
                        weights[i] *=
                            visits[state] * e.policy().probability(state, i % e.mdp().actions());
                      }
                      return s.weighted(weights);
                    }))));
  }

  @Test
  void sampledFormsFailWithoutTheDiscountOfLaterSteps() {
    turns(
        new SampledForms(instance ->
            List.of(
                GradientEstimator.wholeReturn(),
                new GradientEstimator(
                    "missing γᵗ",
                    (trajectory, e) -> {
                      double[] weights = new double[trajectory.length()];
                      for (int t = 0; t < weights.length; t++) {
                        weights[t] = e.actionValue(trajectory.states()[t], trajectory.actions()[t]);
                      }
                      return weights;
                    }),
                GradientEstimator.actionValue("A", instance.evaluation().values()))));
  }

  @Test
  void rewardToGoFailsWithTheWrongSign() {
    turns(
        new RewardToGo(instance -> {
          GradientEstimator right =
              GradientEstimator.rewardToGo("", SampledInstances.nothing(instance));
          return new GradientEstimator(
              "negated", (trajectory, e) -> scaled(right.weights().of(trajectory, e), -1));
        }));
  }

  @Test
  void rewardToGoFailsWithoutTheDiscountOfLaterSteps() {
    turns(
        new RewardToGo(instance -> {
          GradientEstimator right =
              GradientEstimator.rewardToGo("", SampledInstances.nothing(instance));
          return new GradientEstimator(
              "missing γᵗ",
              (trajectory, e) -> {
                double[] weights = right.weights().of(trajectory, e);
                double factor = 1;
                for (int t = 0; t < weights.length; t++) {
                  weights[t] /= factor;
                  factor *= e.mdp().discount();
                }
                return weights;
              });
        }));
  }

  @Test
  void baselineFailsWhereItDependsOnTheTrajectory() {
    turns(
        new Baselines(instance -> {
          GradientEstimator right =
              GradientEstimator.rewardToGo("f = 0", SampledInstances.nothing(instance));
          return List.of(
              right,
              new GradientEstimator(
                  "f of the same trajectory",
                  (trajectory, e) -> scaled(right.weights().of(trajectory, e), 0.5)));
        }));
  }

  @Test
  void arbitraryBaselineFailsWhereItDependsOnTheAction() {
    turns(
        new ArbitraryBaseline((e, s, m, b) -> {
          double[] gradient = PolicyGradient.baselineForm(e, s, m, b);
          // Subtracted from the first action of each state alone.
          double[] visitation = e.visitation(m);
          double[] weights = new double[s.pairs()];
          for (int state = 0; state < b.length; state++) {
            weights[state * e.mdp().actions()] = visitation[state] * b[state];
          }
          return Vectors.plus(gradient, -1, s.weighted(weights));
        }));
  }

  @Test
  void nonConcavityFailsWithAnotherDiscount() {
    turns(new NonConcavity((mdp, policy) -> Evaluation.of(mdp.withDiscount(0.5), policy)));
  }

  @Test
  void exactGradientsFailDownhill() {
    turns(new ExactGradients((e, m) -> scaled(PolicyGradient.softmax(e, m), -1), 1));
  }

  @Test
  void exactGradientsFailWithATooLargeStep() {
    turns(new ExactGradients(PolicyGradient::softmax, 1e6));
  }

  @Test
  void stochasticGradientsFailWithATooLargeStep() {
    // |1 − 2.5| > 1: on the parabola every step overshoots further.
    turns(new StochasticGradients((smoothness, toGain, noise, steps) -> 2.5 / smoothness));
  }

  @Test
  void performanceDifferenceFailsUnderTheOldVisitation() {
    turns(
        new PerformanceDifference((of, other, m) ->
            ExpectedAdvantage.of(of, other.policy(), of.visitation(m))
                / (1 - of.mdp().discount())));
  }

  @Test
  void performanceDifferenceFailsWithTheWrongSign() {
    turns(
        new PerformanceDifference((of, other, m) ->
            -ExpectedAdvantage.of(of, other.policy(), other.visitation(m))
                / (1 - of.mdp().discount())));
  }

  @Test
  void visitationFailsWithoutTheStart() {
    turns(
        new VisitationFloor((e, m) -> Vectors.plus(e.visitation(m), -(1 - e.mdp().discount()), m)));
  }

  @Test
  void visitationFailsWithAnotherDiscount() {
    turns(
        new VisitationFloor(
            (e, m) -> Evaluation.of(e.mdp().withDiscount(0.5), e.policy()).visitation(m)));
  }
}
