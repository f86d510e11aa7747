package io.belay.learner.training;

import io.belay.control.PolicyTable;
import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.Mismatch;
import io.belay.learner.exact.OptimalSolution;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.exact.TabularPolicy;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.ready.FiniteMdps;
import io.belay.policy.Policy;
import io.belay.policy.PolicyInference;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.Recipe;
import io.belay.space.Discrete;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the policy of a run on a finite MDP is truly worth, computed where samples only estimate it.
 *
 * <p>Of the MDP with the algorithm's discount and no time limit. Nothing of it flows back into the
 * run. Used by one thread at a time.
 */
final class TrueValue {
  private static final Logger LOG = LoggerFactory.getLogger(TrueValue.class);
  private static final int ROWS = 64;

  /** Below the logarithm of any probability, and finite, as logits have to be. */
  private static final double LEAST_LOG = -1e30;

  private final FiniteMdp mdp;
  private final double optimalValue;
  private final double mismatch;
  private final PolicyInference inference;
  private final float[] observations;
  private final float[] logProbabilities;
  private final boolean drawn;
  private @Nullable Evaluation evaluation;
  private int iteration;

  private TrueValue(FiniteMdp mdp, Recipe recipe, Policy policy) {
    OptimalSolution optimum = OptimalSolution.of(mdp);
    this.mdp = mdp;
    this.optimalValue = optimum.value(mdp.start());
    this.mismatch =
        StartDistribution.of(mdp, recipe.sampling().restart())
            .map(restart -> Mismatch.coefficient(optimum.visitation(mdp.start()), restart))
            .orElse(Double.NaN);
    this.inference = policy.inference(ROWS);
    this.observations = new float[mdp.states()];
    for (int s = 0; s < mdp.states(); s++) {
      observations[s] = s;
    }
    this.logProbabilities = new float[mdp.states() * mdp.actions()];
    this.drawn =
        PolicyTable.fits(mdp.states(), mdp.actions())
            && FiniteMdps.layout(recipe.environment().id()).isPresent();
  }

  /**
   * Of a run's policies; empty where its environment is no finite MDP, or nothing is discounted.
   *
   * <p>Where this process cannot read the MDP that workers sample from, such as a file of theirs,
   * there is a warning: the run does not need it.
   */
  static Optional<TrueValue> of(RunSpecification specification, Policy policy) {
    Recipe recipe = specification.recipe();
    double discount = recipe.algorithm().discount();
    if (!(discount < 1)) {
      return Optional.empty();
    }
    try {
      return FiniteMdps.find(recipe.environment().id())
          .filter(mdp -> fits(mdp, specification))
          .map(mdp -> new TrueValue(mdp.withDiscount(discount), recipe, policy));
    } catch (BelayException e) {
      LOG.warn("The true value of policies is not computed: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether the environment is that MDP, and not another one of the same name. */
  private static boolean fits(FiniteMdp mdp, RunSpecification specification) {
    return specification.environment().observationSpace().equals(new Discrete(mdp.states()))
        && specification.environment().actionSpace().equals(new Discrete(mdp.actions()));
  }

  /**
   * {@code value} V^π(ρ), {@code optimalValue} V*(ρ), {@code gap} their difference and {@code
   * mismatch} ‖d_ρ^{π*}/μ‖∞: +∞ where μ leaves out a state that π* visits, NaN where μ is no fixed
   * distribution over states.
   */
  SequencedMap<String, Double> figures(PolicySnapshot snapshot) {
    Evaluation newest = Evaluation.of(mdp, table(snapshot));
    evaluation = newest;
    iteration = Math.toIntExact(snapshot.version());
    double value = newest.value(mdp.start());
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    figures.put("value", value);
    figures.put("optimalValue", optimalValue);
    figures.put("gap", optimalValue - value);
    figures.put("mismatch", mismatch);
    return figures;
  }

  /**
   * The policy that {@link #figures} were last of, to be looked at; empty where the MDP is not
   * drawn on a grid, and before the first.
   */
  Optional<PolicyTable> policyTable() {
    return drawn
        ? Optional.ofNullable(evaluation)
            .map(newest ->
                PolicyTable.of(iteration, newest.values(), newest.policy().probabilities()))
        : Optional.empty();
  }

  /** π(a|s) of every state and action. */
  private TabularPolicy table(PolicySnapshot snapshot) {
    inference.use(snapshot);
    for (int s = 0; s < mdp.states(); s += ROWS) {
      int rows = Math.min(ROWS, mdp.states() - s);
      inference.allLogProbabilities(observations, s, rows, logProbabilities, s * mdp.actions());
    }
    double[] logits = new double[logProbabilities.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Math.max(LEAST_LOG, logProbabilities[i]);
    }
    return TabularPolicy.softmax(mdp.states(), mdp.actions(), logits);
  }
}
