package io.belay.learner.exact.algorithm;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.TabularPolicy;
import java.util.SequencedMap;

/** An algorithm that knows the MDP: it is on one {@link ExactProblem} and has no state. */
public sealed interface ExactAlgorithm
    permits SoftmaxAscent,
        LogBarrierAscent,
        SoftmaxNaturalGradient,
        SoftPolicyIteration,
        ExactTrustRegion,
        ConservativePolicyIteration,
        GreedyPolicyIteration {

  /** What a step makes: the next state and the step's figures by name, in a fixed order. */
  record Step(ExactState next, SequencedMap<String, Double> figures) {}

  /** The problem it is on. */
  ExactProblem problem();

  /** Iteration 0: the uniform policy. */
  ExactState begin();

  /** The policy of a state's parameters. */
  TabularPolicy policy(double[] parameters);

  /**
   * One iteration.
   *
   * @param evaluation of the state's policy
   */
  Step step(ExactState state, Evaluation evaluation);

  /**
   * What is certain after at least one iteration.
   *
   * @param evaluation of the state's policy
   */
  Guarantee guarantee(ExactState state, Evaluation evaluation);
}
