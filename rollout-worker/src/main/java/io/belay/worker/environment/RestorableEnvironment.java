package io.belay.worker.environment;

/**
 * An environment whose complete state can be written down and put back.
 *
 * <p>It lets a lane move to another worker with the same bytes, a run resume where it was, and a
 * restart distribution other than ρ choose the state. Complete means: after a restore, on this or
 * another instance, every further call gives the same bits as it would have given after the save.
 * Steps elapsed under a time limit are the caller's and not part of the state.
 *
 * <p>Threads, blocking and failure as in {@link Environment}.
 */
public interface RestorableEnvironment extends Environment {

  /**
   * Doubles in one state, at least 1; the same for every instance and at any time, also before the
   * first reset.
   */
  int stateSize();

  /**
   * Writes the present state. Called between {@link #reset} or {@link #step} and the next of them;
   * changes nothing.
   *
   * @param state receives {@code stateSize()} finite doubles from {@code offset} on
   */
  void saveState(double[] state, int offset);

  /**
   * Puts the environment into a state, abandoning a running episode. Called at any time, also
   * before the first reset. The state was saved by this class or named by a user in a restart
   * distribution; refuse one that the dynamics cannot continue from by throwing {@link
   * IllegalArgumentException}.
   *
   * @param state holds {@code stateSize()} doubles from {@code offset} on; neither changed nor kept
   * @return the observation in that state, {@code [observationSize]}; may be reused at the next
   *     call on this instance
   */
  float[] restoreState(double[] state, int offset);
}
