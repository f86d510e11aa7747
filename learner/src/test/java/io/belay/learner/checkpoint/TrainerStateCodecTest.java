package io.belay.learner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.learner.training.RewardStatistics;
import io.belay.learner.training.TrainerState;
import io.belay.v1.RewardStatistics.Builder;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TrainerStateCodecTest {
  private static final io.belay.v1.TrainerState WHOLE =
      TrainerStateCodec.encode(Checkpoints.at(3).trainer());

  @Test
  void aCheckpointFromBeforeRewardsWereNormalisedIsOfRawRewards() {
    TrainerState state = TrainerStateCodec.decode(WHOLE.toBuilder().clearRewards().build());
    assertThat(state.rewards()).isEqualTo(RewardStatistics.NONE);
    assertThat(TrainerStateCodec.encode(state).hasRewards()).isFalse();
  }

  @Test
  void brokenRewardStatisticsAreRefused() {
    refuse(rewards -> rewards.setReturns(ByteString.EMPTY), "rewards.returns=0 bytes");
    refuse(rewards -> rewards.setReturns(ByteString.copyFrom(new byte[7])), "rewards.returns");
    byte[] notANumber = new byte[16];
    notANumber[15] = 0x7f;
    notANumber[14] = (byte) 0xf8;
    refuse(rewards -> rewards.setReturns(ByteString.copyFrom(notANumber)), "returns=[0.0, NaN]");
    refuse(rewards -> rewards.setCount(-1), "count=-1");
    refuse(rewards -> rewards.setMean(Double.POSITIVE_INFINITY), "mean=Infinity");
    refuse(rewards -> rewards.setSumOfSquares(Double.NaN), "sumOfSquares=NaN");
    refuse(rewards -> rewards.setSumOfSquares(-1), "sumOfSquares=-1.0");
  }

  private static void refuse(UnaryOperator<Builder> damage, String named) {
    Builder rewards = damage.apply(WHOLE.getRewards().toBuilder());
    io.belay.v1.TrainerState message = WHOLE.toBuilder().setRewards(rewards).build();
    assertThatThrownBy(() -> TrainerStateCodec.decode(message))
        .isInstanceOfSatisfying(
            BelayException.class,
            thrown -> assertThat(thrown.category()).isEqualTo(ErrorCategory.INVALID_REQUEST))
        .hasMessageContaining(named);
  }
}
