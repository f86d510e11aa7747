package io.belay.learner.theory;

import io.belay.error.BelayException;
import io.belay.learner.theory.compatible.CompatibleGradient;
import io.belay.learner.theory.compatible.NaturalDirection;
import io.belay.learner.theory.gradients.ArbitraryBaseline;
import io.belay.learner.theory.gradients.Baselines;
import io.belay.learner.theory.gradients.ExactGradients;
import io.belay.learner.theory.gradients.NonConcavity;
import io.belay.learner.theory.gradients.PerformanceDifference;
import io.belay.learner.theory.gradients.PolicyGradientTheorem;
import io.belay.learner.theory.gradients.RewardToGo;
import io.belay.learner.theory.gradients.SampledForms;
import io.belay.learner.theory.gradients.StochasticGradients;
import io.belay.learner.theory.gradients.VisitationFloor;
import io.belay.learner.theory.optimality.AsymptoticConvergence;
import io.belay.learner.theory.optimality.LogBarrierRate;
import io.belay.learner.theory.optimality.LogBarrierStationarity;
import io.belay.learner.theory.optimality.NaturalGradientClosedForm;
import io.belay.learner.theory.optimality.NaturalGradientConvergence;
import io.belay.learner.theory.optimality.NaturalImprovement;
import io.belay.learner.theory.optimality.SoftmaxGradient;
import io.belay.learner.theory.optimality.VanishingGradients;
import io.belay.learner.theory.statement.Statement;
import io.belay.learner.theory.trustregion.ClippedGradient;
import io.belay.learner.theory.trustregion.Covariance;
import io.belay.learner.theory.trustregion.GreedyStep;
import io.belay.learner.theory.trustregion.SurrogateImprovement;
import io.belay.learner.theory.trustregion.ThroughLine;
import io.belay.learner.theory.trustregion.TrajectoryDivergence;
import io.belay.learner.theory.trustregion.TrustRegionProgram;
import io.belay.recipe.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** The statements of the lecture, in its order. */
public final class Statements {
  private static final List<Statement> ALL =
      List.of(
          VisitationFloor.lecture(),
          PolicyGradientTheorem.lecture(),
          SampledForms.lecture(),
          ArbitraryBaseline.lecture(),
          NonConcavity.lecture(),
          ExactGradients.lecture(),
          RewardToGo.lecture(),
          StochasticGradients.lecture(),
          Baselines.lecture(),
          PerformanceDifference.lecture(),
          VanishingGradients.lecture(),
          SoftmaxGradient.lecture(),
          AsymptoticConvergence.lecture(),
          LogBarrierStationarity.lecture(),
          LogBarrierRate.lecture(),
          NaturalGradientClosedForm.lecture(),
          NaturalGradientConvergence.lecture(),
          NaturalImprovement.lecture(),
          CompatibleGradient.lecture(),
          NaturalDirection.lecture(),
          SurrogateImprovement.lecture(),
          GreedyStep.lecture(),
          TrajectoryDivergence.lecture(),
          TrustRegionProgram.lecture(),
          Covariance.lecture(),
          ClippedGradient.lecture(),
          ThroughLine.lecture());

  private Statements() {}

  /** All of them. */
  public static List<Statement> all() {
    return ALL;
  }

  /**
   * Those of these names, in the lecture's order, each once; all of them where no name is given.
   *
   * @throws BelayException INVALID_REQUEST where there is no statement of a name; every such name
   *     is told, with the one that was probably meant
   */
  public static List<Statement> named(List<String> names) {
    List<String> known = ALL.stream().map(one -> one.heading().name()).toList();
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      if (!known.contains(name)) {
        problems.add(
            "there is no such statement: name=%s; %slist them with --list"
                .formatted(
                    name,
                    Suggestion.closest(name, known)
                        .map(meant -> "did you mean " + meant + "? or ")
                        .orElse("")));
      }
    }
    if (!problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
    }
    return ALL.stream()
        .filter(one -> names.isEmpty() || names.contains(one.heading().name()))
        .toList();
  }
}
