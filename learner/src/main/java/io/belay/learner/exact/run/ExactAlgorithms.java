package io.belay.learner.exact.run;

import io.belay.error.BelayException;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.exact.algorithm.ConservativePolicyIteration;
import io.belay.learner.exact.algorithm.ExactAlgorithm;
import io.belay.learner.exact.algorithm.ExactProblem;
import io.belay.learner.exact.algorithm.ExactTrustRegion;
import io.belay.learner.exact.algorithm.GreedyPolicyIteration;
import io.belay.learner.exact.algorithm.LogBarrierAscent;
import io.belay.learner.exact.algorithm.SoftPolicyIteration;
import io.belay.learner.exact.algorithm.SoftmaxAscent;
import io.belay.learner.exact.algorithm.SoftmaxNaturalGradient;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.ready.FiniteMdps;
import io.belay.recipe.CpiSettings;
import io.belay.recipe.ExactNpgSettings;
import io.belay.recipe.ExactPolicyGradientSettings;
import io.belay.recipe.ExactSettings;
import io.belay.recipe.ExactTrpoSettings;
import io.belay.recipe.LogBarrierSettings;
import io.belay.recipe.PolicyIterationSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.SoftPolicyIterationSettings;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** Which exact algorithm on which problem a recipe asks for. */
public final class ExactAlgorithms {
  private ExactAlgorithms() {}

  /**
   * The algorithm of a recipe; solves the MDP.
   *
   * @param settings of the recipe's algorithm
   * @throws BelayException INVALID_REQUEST where the environment is no finite MDP, or the recipe
   *     does not fit it
   */
  public static ExactAlgorithm of(Recipe recipe, ExactSettings settings) {
    ExactProblem problem = problem(recipe, settings);
    return switch (settings) {
      case ExactPolicyGradientSettings it ->
          sized(it.stepSize(), SoftmaxAscent.of(problem), eta -> new SoftmaxAscent(problem, eta));
      case LogBarrierSettings it -> logBarrier(it, problem);
      case ExactNpgSettings it ->
          sized(
              it.stepSize(),
              SoftmaxNaturalGradient.of(problem),
              eta -> new SoftmaxNaturalGradient(problem, eta));
      case SoftPolicyIterationSettings it ->
          sized(
              it.stepSize(),
              SoftPolicyIteration.of(problem),
              eta -> new SoftPolicyIteration(problem, eta));
      case ExactTrpoSettings it -> new ExactTrustRegion(problem, it.trustRegionRadius());
      case CpiSettings _ -> new ConservativePolicyIteration(problem);
      case PolicyIterationSettings _ -> new GreedyPolicyIteration(problem);
    };
  }

  private static ExactProblem problem(Recipe recipe, ExactSettings settings) {
    FiniteMdp mdp = FiniteMdps.byId(recipe.environment().id()).withDiscount(settings.discount());
    double[] restart =
        StartDistribution.of(mdp, recipe.sampling().restart())
            .orElseThrow(() ->
                BelayException.invalid(
                    "an exact algorithm restarts from a distribution over states: sampling.restart=%s; use environment, uniform, or kind fixed, states or mixture"
                        .formatted(recipe.sampling().restart())));
    return ExactProblem.of(mdp, restart);
  }

  private static LogBarrierAscent logBarrier(LogBarrierSettings settings, ExactProblem problem) {
    double barrier =
        settings.barrier().orElseGet(() -> LogBarrierAscent.barrier(problem, settings.accuracy()));
    return sized(
        settings.stepSize(),
        LogBarrierAscent.of(problem, barrier),
        eta -> new LogBarrierAscent(problem, barrier, eta));
  }

  /** With the step size that is set, else with the lecture's. */
  private static <A extends ExactAlgorithm> A sized(
      OptionalDouble stepSize, A standard, DoubleFunction<A> other) {
    return stepSize.isPresent() ? other.apply(stepSize.getAsDouble()) : standard;
  }
}
