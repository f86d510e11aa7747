package io.belay.learner.checkpoint;

import com.google.protobuf.ByteString;
import io.belay.error.BelayException;
import io.belay.learner.algorithm.OptimizerState;
import io.belay.learner.training.RewardStatistics;
import io.belay.learner.training.TrainerState;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicySnapshot;
import io.belay.v1.BehaviourPolicy;
import io.belay.v1.Normaliser;
import io.belay.wire.NormaliserCodec;
import io.belay.wire.NumericBytes;
import java.util.List;
import java.util.Optional;

/** A trainer's state as a {@code belay.v1} message, and back. */
final class TrainerStateCodec {
  private TrainerStateCodec() {}

  static io.belay.v1.TrainerState encode(TrainerState state) {
    io.belay.v1.TrainerState.Builder message =
        io.belay.v1.TrainerState.newBuilder()
            .setVersion(state.version())
            .setActor(NumericBytes.of(state.actor()))
            .setCritic(NumericBytes.of(state.critic()));
    OptimizerState optimizers = state.optimizer();
    for (int i = 0; i < optimizers.steps().size(); i++) {
      message.addOptimizers(encode(optimizers.steps().get(i), optimizers.moments().get(i)));
    }
    NormaliserStatistics normaliser = state.normaliser();
    if (normaliser.active()) {
      message.setNormaliser(NormaliserCodec.encode(normaliser));
    }
    RewardStatistics rewards = state.rewards();
    if (rewards.active()) {
      message.setRewards(encode(rewards));
    }
    state.behaviourPolicy().ifPresent(policy -> message.setBehaviourPolicy(encode(policy)));
    return message.build();
  }

  static TrainerState decode(io.belay.v1.TrainerState message) {
    return new TrainerState(
        message.getVersion(),
        NumericBytes.floats("actor", message.getActor()),
        NumericBytes.floats("critic", message.getCritic()),
        decode(message.getOptimizersList()),
        statistics(message.hasNormaliser(), message.getNormaliser()),
        message.hasRewards() ? decode(message.getRewards()) : RewardStatistics.NONE,
        message.hasBehaviourPolicy()
            ? Optional.of(decode(message.getBehaviourPolicy()))
            : Optional.empty());
  }

  private static io.belay.v1.RewardStatistics encode(RewardStatistics rewards) {
    return io.belay.v1.RewardStatistics.newBuilder()
        .setReturns(NumericBytes.of(rewards.returns()))
        .setCount(rewards.count())
        .setMean(rewards.mean())
        .setSumOfSquares(rewards.sumOfSquares())
        .build();
  }

  private static RewardStatistics decode(io.belay.v1.RewardStatistics message) {
    double[] returns = NumericBytes.doubles("rewards.returns", message.getReturns());
    if (returns.length == 0) {
      throw BelayException.invalid(
          "reward statistics that are present have a return: rewards.returns=0 bytes");
    }
    return new RewardStatistics(
        returns, message.getCount(), message.getMean(), message.getSumOfSquares());
  }

  private static BehaviourPolicy encode(PolicySnapshot policy) {
    BehaviourPolicy.Builder message =
        BehaviourPolicy.newBuilder()
            .setVersion(policy.version())
            .setActor(NumericBytes.of(policy.parameters()));
    if (policy.normaliser().active()) {
      message.setNormaliser(NormaliserCodec.encode(policy.normaliser()));
    }
    return message.build();
  }

  private static PolicySnapshot decode(BehaviourPolicy message) {
    return PolicySnapshot.publish(
        message.getVersion(),
        NumericBytes.floats("behaviour_policy.actor", message.getActor()),
        statistics(message.hasNormaliser(), message.getNormaliser()));
  }

  private static NormaliserStatistics statistics(boolean present, Normaliser message) {
    return present ? NormaliserCodec.decode(message) : NormaliserStatistics.NONE;
  }

  private static io.belay.v1.OptimizerState encode(long steps, List<float[]> moments) {
    io.belay.v1.OptimizerState.Builder message =
        io.belay.v1.OptimizerState.newBuilder().setSteps(steps);
    moments.forEach(array -> message.addMoments(NumericBytes.of(array)));
    return message.build();
  }

  private static OptimizerState decode(List<io.belay.v1.OptimizerState> messages) {
    return new OptimizerState(
        messages.stream().map(io.belay.v1.OptimizerState::getSteps).toList(),
        messages.stream().map(optimizer -> decodeMoments(optimizer.getMomentsList())).toList());
  }

  private static List<float[]> decodeMoments(List<ByteString> arrays) {
    return arrays.stream().map(array -> NumericBytes.floats("moments", array)).toList();
  }
}
