package io.belay.trajectory;

/**
 * The learner's answer to one offered block.
 *
 * @param runId the offer's run, as it was sent
 * @param iteration the offer's iteration, as it was sent
 * @param block the offer's block, as it was sent
 * @param verdict what became of it
 * @param message rule, {@code name=value} and remedy where the block was refused; empty where it
 *     was admitted
 * @param currentVersion the policy version that blocks are now expected to be sampled with; 0 where
 *     no run is under way
 */
public record BlockReply(
    String runId,
    int iteration,
    int block,
    BlockVerdict verdict,
    String message,
    long currentVersion) {

  /** The answer to a block with this stamp. */
  public static BlockReply to(
      BlockStamp stamp, BlockVerdict verdict, String message, long currentVersion) {
    return new BlockReply(
        stamp.runId(), stamp.iteration(), stamp.block(), verdict, message, currentVersion);
  }
}
