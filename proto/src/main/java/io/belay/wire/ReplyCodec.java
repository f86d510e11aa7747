package io.belay.wire;

import io.belay.error.BelayException;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.BlockVerdict;
import io.belay.v1.BlockOffer;
import io.belay.v1.BlockReceipt;
import io.belay.v1.BlockStatus;

/** The learner's answers to offered blocks as {@link BlockReceipt} messages, and back. */
public final class ReplyCodec {
  private ReplyCodec() {}

  /** The receipt that carries the reply. */
  public static BlockReceipt encode(BlockReply reply) {
    return BlockReceipt.newBuilder()
        .setRunId(reply.runId())
        .setIteration(reply.iteration())
        .setBlock(reply.block())
        .setStatus(encode(reply.verdict()))
        .setMessage(reply.message())
        .setCurrentVersion(reply.currentVersion())
        .build();
  }

  /**
   * The receipt of an offer that was refused before it was judged against the run; names it by
   * whatever it says.
   */
  public static BlockReceipt refusal(BlockOffer offer, BlockVerdict verdict, String message) {
    return BlockReceipt.newBuilder()
        .setRunId(offer.getRunId())
        .setIteration(offer.getIteration())
        .setBlock(offer.getBlock())
        .setStatus(encode(verdict))
        .setMessage(message)
        .build();
  }

  /**
   * The reply of a receipt.
   *
   * @throws BelayException INVALID_REQUEST where a field breaks its rule or the status is none that
   *     this version knows
   */
  public static BlockReply decode(BlockReceipt receipt) {
    return new BlockReply(
        receipt.getRunId(),
        FieldRules.number("receipt.iteration", receipt.getIteration()),
        FieldRules.number("receipt.block", receipt.getBlock()),
        decode(receipt.getStatus()),
        receipt.getMessage(),
        FieldRules.number("receipt.current_version", receipt.getCurrentVersion()));
  }

  private static BlockStatus encode(BlockVerdict verdict) {
    return switch (verdict) {
      case ADMITTED -> BlockStatus.BLOCK_STATUS_ADMITTED;
      case DUPLICATE -> BlockStatus.BLOCK_STATUS_DUPLICATE;
      case STALE -> BlockStatus.BLOCK_STATUS_STALE;
      case WRONG_IDENTITY -> BlockStatus.BLOCK_STATUS_WRONG_IDENTITY;
      case WRONG_RUN -> BlockStatus.BLOCK_STATUS_WRONG_RUN;
      case WRONG_SHAPE -> BlockStatus.BLOCK_STATUS_WRONG_SHAPE;
      case NON_FINITE -> BlockStatus.BLOCK_STATUS_NON_FINITE;
      case MALFORMED -> BlockStatus.BLOCK_STATUS_MALFORMED;
    };
  }

  private static BlockVerdict decode(BlockStatus status) {
    return switch (status) {
      case BLOCK_STATUS_ADMITTED -> BlockVerdict.ADMITTED;
      case BLOCK_STATUS_DUPLICATE -> BlockVerdict.DUPLICATE;
      case BLOCK_STATUS_STALE -> BlockVerdict.STALE;
      case BLOCK_STATUS_WRONG_IDENTITY -> BlockVerdict.WRONG_IDENTITY;
      case BLOCK_STATUS_WRONG_RUN -> BlockVerdict.WRONG_RUN;
      case BLOCK_STATUS_WRONG_SHAPE -> BlockVerdict.WRONG_SHAPE;
      case BLOCK_STATUS_NON_FINITE -> BlockVerdict.NON_FINITE;
      case BLOCK_STATUS_MALFORMED -> BlockVerdict.MALFORMED;
      case BLOCK_STATUS_UNSPECIFIED, UNRECOGNIZED ->
          throw FieldRules.nothingKnown("receipt.status");
    };
  }
}
