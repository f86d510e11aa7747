package io.belay.wire;

import com.google.protobuf.ByteString;
import io.belay.error.BelayException;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.space.Space;
import io.belay.v1.BoxSpace;
import io.belay.v1.DiscreteSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Spaces and environment specifications as {@code belay.v1} messages, and back. */
final class SpaceCodec {
  private SpaceCodec() {}

  static io.belay.v1.EnvironmentSpec encode(EnvironmentSpec spec) {
    io.belay.v1.EnvironmentSpec.Builder message =
        io.belay.v1.EnvironmentSpec.newBuilder()
            .setId(spec.id())
            .setObservationSpace(encode(spec.observationSpace()))
            .setActionSpace(encode(spec.actionSpace()))
            .setRestorable(spec.restorable());
    spec.maxEpisodeSteps().ifPresent(message::setMaxEpisodeSteps);
    spec.rewardThreshold().ifPresent(message::setRewardThreshold);
    return message.build();
  }

  static EnvironmentSpec decode(io.belay.v1.EnvironmentSpec message) {
    String id = FieldRules.name("environment.id", message.getId());
    FieldRules.present("environment.observation_space", message.hasObservationSpace());
    FieldRules.present("environment.action_space", message.hasActionSpace());
    return new EnvironmentSpec(
        id,
        decode(message.getObservationSpace()),
        decode(message.getActionSpace()),
        message.hasMaxEpisodeSteps()
            ? OptionalInt.of(
                FieldRules.number("environment.max_episode_steps", message.getMaxEpisodeSteps()))
            : OptionalInt.empty(),
        message.hasRewardThreshold()
            ? OptionalDouble.of(
                FieldRules.finite("environment.reward_threshold", message.getRewardThreshold()))
            : OptionalDouble.empty(),
        message.getRestorable());
  }

  private static io.belay.v1.Space encode(Space space) {
    return switch (space) {
      case Box box ->
          io.belay.v1.Space.newBuilder()
              .setBox(BoxSpace.newBuilder().setLow(bounds(box.low())).setHigh(bounds(box.high())))
              .build();
      case Discrete discrete ->
          io.belay.v1.Space.newBuilder()
              .setDiscrete(DiscreteSpace.newBuilder().setN(discrete.n()))
              .build();
    };
  }

  private static Space decode(io.belay.v1.Space message) {
    return switch (message.getKindCase()) {
      case BOX ->
          new Box(
              bounds("box.low", message.getBox().getLow()),
              bounds("box.high", message.getBox().getHigh()));
      case DISCRETE -> new Discrete(FieldRules.number("discrete.n", message.getDiscrete().getN()));
      case KIND_NOT_SET -> throw BelayException.invalid("a space is a box or discrete: space=none");
    };
  }

  private static ByteString bounds(List<Float> bounds) {
    float[] values = new float[bounds.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = bounds.get(i);
    }
    return NumericBytes.of(values);
  }

  private static List<Float> bounds(String name, ByteString bytes) {
    List<Float> bounds = new ArrayList<>();
    for (float bound : NumericBytes.floats(name, bytes)) {
      bounds.add(bound);
    }
    return bounds;
  }
}
