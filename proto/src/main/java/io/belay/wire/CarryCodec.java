package io.belay.wire;

import io.belay.error.BelayException;
import io.belay.trajectory.LaneCarry;
import io.belay.v1.BlockCarry;
import io.belay.v1.CarryReply;
import io.belay.v1.FreshStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries of lanes as {@code belay.v1} messages, and back.
 *
 * <p>States are float64 on the wire because environments compute in float64: a lane continued from
 * a rounded state would diverge from the one that went on undisturbed.
 */
public final class CarryCodec {
  private CarryCodec() {}

  /** The reply with a block's carries in lane order, or, where empty, that the run starts. */
  public static CarryReply encode(Optional<List<LaneCarry>> carries) {
    CarryReply.Builder reply = CarryReply.newBuilder();
    if (carries.isEmpty()) {
      return reply.setFreshStart(FreshStart.getDefaultInstance()).build();
    }
    BlockCarry.Builder block = BlockCarry.newBuilder();
    carries.get().forEach(carry -> block.addLanes(encode(carry)));
    return reply.setCarry(block).build();
  }

  /**
   * The carries of a reply in lane order; empty where the run starts.
   *
   * @throws BelayException INVALID_REQUEST where a field breaks its rule
   */
  public static Optional<List<LaneCarry>> decode(CarryReply reply) {
    return switch (reply.getStateCase()) {
      case CARRY -> Optional.of(decode(reply.getCarry().getLanesList()));
      case FRESH_START -> Optional.empty();
      case STATE_NOT_SET -> throw FieldRules.nothingKnown("carry_reply");
    };
  }

  static io.belay.v1.LaneCarry encode(LaneCarry carry) {
    return io.belay.v1.LaneCarry.newBuilder()
        .setEnvironmentState(NumericBytes.of(carry.environmentState()))
        .setElapsedSteps(carry.elapsedSteps())
        .setEpisodeReturn(carry.episodeReturn())
        .setVisitedStates(NumericBytes.of(carry.visitedStates()))
        .setVisitedCount(carry.visitedCount())
        .build();
  }

  static List<LaneCarry> decode(List<io.belay.v1.LaneCarry> messages) {
    List<LaneCarry> carries = new ArrayList<>(messages.size());
    for (io.belay.v1.LaneCarry message : messages) {
      carries.add(
          new LaneCarry(
              NumericBytes.doubles("carry.environment_state", message.getEnvironmentState()),
              FieldRules.number("carry.elapsed_steps", message.getElapsedSteps()),
              message.getEpisodeReturn(),
              NumericBytes.doubles("carry.visited_states", message.getVisitedStates()),
              FieldRules.number("carry.visited_count", message.getVisitedCount())));
    }
    return carries;
  }
}
