package io.belay.wire;

import com.google.protobuf.ByteString;
import io.belay.error.BelayException;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.trajectory.StampedBlock;
import io.belay.v1.BlockOffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Sampled blocks as {@link BlockOffer} messages, and back.
 *
 * <p>Decoding is in two parts so that a refusal can name the block even where its arrays cannot be
 * read. Neither part looks for non-finite numbers; {@link TrajectoryFiniteness} does.
 */
public final class BlockCodec {
  private BlockCodec() {}

  /** The offer of a block. Its flag arrays are shared with the message, all others are copied. */
  public static BlockOffer encode(StampedBlock block) {
    BlockStamp stamp = block.stamp();
    BlockTrajectory trajectory = block.trajectory();
    BlockOffer.Builder offer =
        BlockOffer.newBuilder()
            .setRunId(stamp.runId())
            .setWorkerId(stamp.workerId())
            .setIteration(stamp.iteration())
            .setBlock(stamp.block())
            .setFirstLane(stamp.firstLane())
            .setShape(encode(trajectory.shape()))
            .setPolicyVersion(stamp.policyVersion())
            .setPolicyIdentity(NumericBytes.of(stamp.policyIdentity().toBytes()))
            .setObservations(NumericBytes.of(trajectory.observations()))
            .setActions(NumericBytes.of(trajectory.actions()))
            .setBehaviourLogProbabilities(NumericBytes.of(trajectory.behaviourLogProbabilities()))
            .setRewards(NumericBytes.of(trajectory.rewards()))
            .setTerminated(NumericBytes.of(trajectory.terminated()))
            .setTruncated(NumericBytes.of(trajectory.truncated()))
            .setFinalObservations(NumericBytes.of(trajectory.finalObservations()))
            .setNextObservations(NumericBytes.of(trajectory.nextObservations()));
    trajectory.episodes().forEach(episode -> offer.addEpisodes(encode(episode)));
    trajectory.carries().forEach(carry -> offer.addCarries(CarryCodec.encode(carry)));
    return offer.build();
  }

  /**
   * Where the offered block comes from.
   *
   * @throws BelayException INVALID_REQUEST where a field breaks its rule
   */
  public static BlockStamp decodeStamp(BlockOffer offer) {
    return new BlockStamp(
        FieldRules.name("run_id", offer.getRunId()),
        FieldRules.name("worker_id", offer.getWorkerId()),
        FieldRules.number("iteration", offer.getIteration()),
        FieldRules.number("block", offer.getBlock()),
        FieldRules.number("first_lane", offer.getFirstLane()),
        FieldRules.number("policy_version", offer.getPolicyVersion()),
        FieldRules.identity(offer.getPolicyIdentity()));
  }

  /**
   * The arrays of the offered block, checked against the shape it states and against one another.
   *
   * @throws BelayException INVALID_REQUEST where a length, flag or count contradicts another
   */
  public static BlockTrajectory decodeTrajectory(BlockOffer offer) {
    FieldRules.present("shape", offer.hasShape());
    BlockShape shape = decode(offer.getShape());
    List<EpisodeEnd> episodes = decodeEpisodes(offer.getEpisodesList());
    BlockTrajectory trajectory =
        new BlockTrajectory(
            shape,
            NumericBytes.floats("observations", offer.getObservations()),
            NumericBytes.floats("actions", offer.getActions()),
            NumericBytes.floats(
                "behaviour_log_probabilities", offer.getBehaviourLogProbabilities()),
            NumericBytes.floats("rewards", offer.getRewards()),
            flags("terminated", offer.getTerminated(), shape),
            flags("truncated", offer.getTruncated(), shape),
            NumericBytes.floats("final_observations", offer.getFinalObservations()),
            NumericBytes.floats("next_observations", offer.getNextObservations()),
            episodes,
            CarryCodec.decode(offer.getCarriesList()));
    EpisodeRule.requireOneForEachEnd(
        trajectory, FieldRules.number("first_lane", offer.getFirstLane()));
    return trajectory;
  }

  private static io.belay.v1.BlockShape encode(BlockShape shape) {
    return io.belay.v1.BlockShape.newBuilder()
        .setSteps(shape.steps())
        .setLanes(shape.lanes())
        .setObservationSize(shape.observationSize())
        .setActionSize(shape.actionSize())
        .build();
  }

  private static BlockShape decode(io.belay.v1.BlockShape message) {
    return new BlockShape(
        FieldRules.number("shape.steps", message.getSteps()),
        FieldRules.number("shape.lanes", message.getLanes()),
        FieldRules.number("shape.observation_size", message.getObservationSize()),
        FieldRules.number("shape.action_size", message.getActionSize()));
  }

  private static io.belay.v1.EpisodeEnd encode(EpisodeEnd episode) {
    return io.belay.v1.EpisodeEnd.newBuilder()
        .setLane(episode.lane())
        .setStep(episode.step())
        .setEpisodeReturn(episode.episodeReturn())
        .setLength(episode.length())
        .setTerminated(episode.terminated())
        .build();
  }

  private static List<EpisodeEnd> decodeEpisodes(List<io.belay.v1.EpisodeEnd> messages) {
    List<EpisodeEnd> episodes = new ArrayList<>(messages.size());
    for (io.belay.v1.EpisodeEnd message : messages) {
      episodes.add(
          new EpisodeEnd(
              FieldRules.number("episode.lane", message.getLane()),
              FieldRules.number("episode.step", message.getStep()),
              message.getEpisodeReturn(),
              FieldRules.number("episode.length", message.getLength()),
              message.getTerminated()));
    }
    return episodes;
  }

  private static byte[] flags(String name, ByteString bytes, BlockShape shape) {
    if (bytes.size() != shape.cells()) {
      throw BelayException.invalid(
          "array length does not match the block's shape: %s=%d, expected=%d"
              .formatted(name, bytes.size(), shape.cells()));
    }
    return bytes.toByteArray();
  }
}
