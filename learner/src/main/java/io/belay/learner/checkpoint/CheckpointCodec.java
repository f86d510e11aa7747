package io.belay.learner.checkpoint;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.belay.error.BelayException;
import io.belay.trajectory.LaneCarry;
import io.belay.v1.BlockCarry;
import io.belay.v1.CarryReply;
import io.belay.wire.CarryCodec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Checkpoints as {@code belay.v1} messages, and back. */
final class CheckpointCodec {
  private CheckpointCodec() {}

  static byte[] encode(Checkpoint checkpoint) {
    io.belay.v1.Checkpoint.Builder message =
        io.belay.v1.Checkpoint.newBuilder()
            .setRunId(checkpoint.runId())
            .setRecipe(checkpoint.recipe())
            .setTrainer(TrainerStateCodec.encode(checkpoint.trainer()))
            .setStatistics(StatisticsCodec.encode(checkpoint.statistics()))
            .setParametersSha256(
                ByteString.copyFrom(HexFormat.of().parseHex(checkpoint.parametersSha256())));
    checkpoint.carries().forEach(block -> message.addCarries(encode(block)));
    return message.build().toByteArray();
  }

  /** Reads a body; refused where it is none. */
  static Checkpoint decode(byte[] body) {
    try {
      io.belay.v1.Checkpoint message = io.belay.v1.Checkpoint.parseFrom(body);
      return new Checkpoint(
          message.getRunId(),
          message.getRecipe(),
          TrainerStateCodec.decode(message.getTrainer()),
          message.getCarriesList().stream().map(CheckpointCodec::decode).toList(),
          StatisticsCodec.decode(message.getStatistics()),
          HexFormat.of().formatHex(message.getParametersSha256().toByteArray()));
    } catch (InvalidProtocolBufferException e) {
      throw BelayException.invalid(
          "a checkpoint's body is a belay.v1.Checkpoint: length=" + body.length);
    }
  }

  private static BlockCarry encode(List<LaneCarry> lanes) {
    return CarryCodec.encode(Optional.of(lanes)).getCarry();
  }

  private static List<LaneCarry> decode(BlockCarry block) {
    return CarryCodec.decode(CarryReply.newBuilder().setCarry(block).build()).orElseThrow();
  }
}
