package io.belay.worker.environment;

import java.util.random.RandomGenerator;

/**
 * One instance of a Markov decision process that is being walked through: what a policy acts on.
 *
 * <p><b>Threads.</b> An instance is confined to one sampling thread at a time and needs no
 * synchronisation. Different instances are stepped concurrently and must share no mutable state.
 *
 * <p><b>Chance.</b> All randomness comes from the generator that is passed in; the same state,
 * action and generator output give the same result to the bit. Use {@link StrictMath}, not {@link
 * Math}, for functions other than + − × ÷ √ and fma, whose results may differ between processors.
 * Do not keep the generator: it is repositioned before each call.
 *
 * <p><b>Blocking.</b> A call may block, for instance on a simulator in another process, but it
 * stalls its whole block for as long; give every wait a deadline and throw when it passes.
 *
 * <p><b>Failure.</b> Throw an unchecked exception to say that the environment cannot go on. The run
 * then fails with a message that names the environment, lane, iteration and step; the instance is
 * closed and not called again. There is no retry: a step is not idempotent.
 *
 * <p><b>Time limits</b> belong to the registration ({@code EnvironmentSpec.maxEpisodeSteps}) and
 * are applied by the caller.
 */
public interface Environment extends AutoCloseable {

  /**
   * Begins an episode from the environment's own start distribution ρ. Called before the first
   * step, after every step that ended an episode, and at any other time: a running episode is then
   * abandoned.
   *
   * @param random source of all randomness of this call
   * @return the first observation, {@code [observationSize]}, finite; the array may be reused at
   *     the next call on this instance, the caller copies what it keeps
   */
  float[] reset(RandomGenerator random);

  /**
   * Applies one action. Called after {@link #reset}, never after a step that ended the episode.
   *
   * @param action {@code [actionSize]}; an index for a discrete space, any finite numbers for a
   *     box: a policy with unbounded support may leave the box, so clip here where the dynamics
   *     need it (the trajectory keeps the action as chosen). Neither change nor keep it
   * @param random source of all randomness of this call
   * @param outcome receives reward and end flags; the environment sets it exactly once a call
   * @return the observation after the step, {@code [observationSize]}, finite, also where the
   *     episode ended; may be reused likewise
   */
  float[] step(float[] action, RandomGenerator random, Outcome outcome);

  /**
   * Releases what the instance holds. Called once, also after a failure; nothing is called
   * afterwards.
   */
  @Override
  default void close() {}
}
