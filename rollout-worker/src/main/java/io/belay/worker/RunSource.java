package io.belay.worker;

/** What a worker needs to know of a run in order to sample its blocks. */
interface RunSource {

  /** Number of the block's first lane over the whole run. */
  int firstLane(int block);

  /**
   * The block's lanes, not started yet.
   *
   * @throws io.belay.error.BelayException where the environment cannot be made, or the run has no
   *     such block
   */
  BlockSource open(int block);
}
