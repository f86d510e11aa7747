package io.belay.learner.exact.algorithm;

import io.belay.error.BelayException;
import io.belay.learner.exact.Evaluation;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** An exact algorithm under way. Used by one thread at a time. */
public final class ExactRun {
  private final ExactAlgorithm algorithm;
  private ExactState state;
  private Evaluation evaluation;

  private ExactRun(ExactAlgorithm algorithm, ExactState state) {
    this.algorithm = algorithm;
    this.state = state;
    this.evaluation = evaluate(algorithm, state);
  }

  /** From the uniform policy. */
  public static ExactRun begin(ExactAlgorithm algorithm) {
    return new ExactRun(algorithm, algorithm.begin());
  }

  /**
   * From a state of an earlier run; the rest is the same to the bit.
   *
   * @throws BelayException INVALID_REQUEST where the state is of another MDP or algorithm
   */
  public static ExactRun resume(ExactAlgorithm algorithm, ExactState state) {
    ExactState like = algorithm.begin();
    if (state.parameters().length != like.parameters().length
        || state.tallies().length != like.tallies().length) {
      throw BelayException.invalid(
          "a state is of the algorithm and the MDP that go on from it: parameters=%d, expected=%d, tallies=%d, expected=%d"
              .formatted(
                  state.parameters().length,
                  like.parameters().length,
                  state.tallies().length,
                  like.tallies().length));
    }
    return new ExactRun(algorithm, state);
  }

  private static Evaluation evaluate(ExactAlgorithm algorithm, ExactState state) {
    return algorithm.problem().evaluate(algorithm.policy(state.parameters()));
  }

  /** Does one iteration and says what it made. */
  public ExactReport advance() {
    ExactAlgorithm.Step step = algorithm.step(state, evaluation);
    state = step.next();
    evaluation = evaluate(algorithm, state);
    return report(step.figures());
  }

  /** What the present policy is worth, with no figures of a step. */
  public ExactReport standing() {
    return report(new LinkedHashMap<>());
  }

  private ExactReport report(SequencedMap<String, Double> figures) {
    ExactProblem problem = algorithm.problem();
    return new ExactReport(
        state.iteration(),
        evaluation.value(problem.start()),
        problem.optimalValue(),
        evaluation.value(problem.restart()),
        problem.mismatch(),
        algorithm.guarantee(state, evaluation),
        figures);
  }

  public ExactAlgorithm algorithm() {
    return algorithm;
  }

  /** Where the run is. */
  public ExactState state() {
    return state;
  }

  /** The evaluation of the present policy. */
  public Evaluation evaluation() {
    return evaluation;
  }
}
