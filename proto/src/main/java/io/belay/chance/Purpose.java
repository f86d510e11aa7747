package io.belay.chance;

/**
 * What random numbers are used for; numbers for different purposes never coincide. The order is
 * protocol: append only.
 */
public enum Purpose {
  /** Initial parameters; lane = tensor. */
  INITIALISATION,
  /** Actions sampled by the behaviour policy. */
  ACTION,
  /** Chance inside an environment's step. */
  ENVIRONMENT,
  /** Start states from the restart distribution. */
  RESTART,
  /** Which visited states a lane remembers. */
  VISITATION,
  /** Order of rows within an epoch; lane = epoch. */
  SHUFFLE,
  /** Actions sampled in an evaluation; lane = episode. */
  EVALUATION_ACTION,
  /** Chance inside an environment's step in an evaluation; lane = episode. */
  EVALUATION_ENVIRONMENT,
  /** Start states of an evaluation; lane = episode. */
  EVALUATION_RESTART,
  /** Whether a trajectory ends by the discount. */
  DISCOUNT,
  /** Random problem instances, which are no part of a run; lane = state, step = action. */
  INSTANCE
}
