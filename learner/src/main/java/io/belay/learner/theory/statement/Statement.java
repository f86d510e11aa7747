package io.belay.learner.theory.statement;

/**
 * A definition, lemma, theorem or claim of the lecture that can be run.
 *
 * <p>An implementation takes the thing that it speaks of (a gradient, a step, an estimator) as an
 * argument of its constructor, so that a test can hand it a broken one and see the verdict turn.
 */
public interface Statement {

  /** What is said, in words. */
  Heading heading();

  /**
   * Measures it on its instances. A function of nothing but the statement: the same numbers every
   * time, on every thread.
   */
  Outcome examine();
}
