package io.belay.worker.environment.kit;

/** What {@link EnvironmentKit} demands of an environment. */
public enum Rule {
  /** The registration makes instances, restorable exactly where its spec says so. */
  INSTANCES_ARE_MADE,
  /**
   * No call throws while every action is an element of the action space or, in a box, any finite
   * vector.
   */
  NOTHING_IS_THROWN,
  /** Every observation has the size of the observation space. */
  OBSERVATION_HAS_ITS_SIZE,
  /** Every number of an observation is finite. */
  OBSERVATION_IS_FINITE,
  /** Every observation is an element of the observation space. */
  OBSERVATION_IS_IN_ITS_SPACE,
  /** Every step records an outcome whose reward is finite as float32. */
  REWARD_IS_FINITE,
  /** The action array is not written to, and not read after the step has returned. */
  ACTION_STAYS_THE_CALLERS,
  /**
   * Equal generators give the same first observation to the bit, on any instance, whatever was
   * played before.
   */
  RESET_IS_DETERMINISTIC,
  /**
   * Equal starts, actions and generators give the same steps to the bit, on any instance, whatever
   * was played before.
   */
  STEP_IS_DETERMINISTIC,
  /** Playing one instance changes nothing for another, and the two return different arrays. */
  INSTANCES_ARE_INDEPENDENT,
  /**
   * An environment does not end an episode at the time limit of its registration: the caller does.
   */
  TIME_LIMIT_IS_THE_CALLERS,
  /**
   * A state has the same positive size on every instance, is finite, and is written from the offset
   * on and nowhere else.
   */
  STATE_IS_WRITTEN_IN_ITS_PLACE,
  /** Saving a state changes nothing that follows. */
  SAVE_CHANGES_NOTHING,
  /** A restored state shows the observation that was there when it was saved, to the bit. */
  RESTORE_SHOWS_THE_SAVED_OBSERVATION,
  /**
   * After a restore, on another or the same instance, everything goes on as after the save, to the
   * bit.
   */
  RESTORE_CONTINUES_IDENTICALLY
}
