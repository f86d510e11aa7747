package io.belay.learner.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.error.BelayException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvantageTest {

  @Test
  void truncatedStepBootstrapsFromItsFinalObservation() {
    // γ = 0.5, λ = 1, one lane, truncated at t = 0 with V(final) = 4:
    // δ₁ = 1 + 0.5·6 − 3 = 1,   δ₀ = 1 + 0.5·4 − 2 = 1, and nothing flows back over the end.
    float[] advantages =
        gae(new float[] {1, 1}, new float[] {2, 3}, new float[] {4, 6}, ends("00", "10"), 0.5f, 1f);
    assertThat(advantages).containsExactly(1f, 1f);
  }

  @Test
  void terminatedStepHasNothingAfterIt() {
    // δ₀ = 1 + 0 − 2 = −1 whatever the next value is; terminated wins over truncated.
    float[] advantages =
        gae(new float[] {1}, new float[] {2}, new float[] {Float.NaN}, ends("1", "1"), 0.5f, 1f);
    assertThat(advantages).containsExactly(-1f);
  }

  @Test
  void tdErrorsDecayByDiscountTimesLambda() {
    // γ = 1, λ = 0.5, V = 0: δ = r, Â₁ = 4, Â₀ = 2 + 0.5·4 = 4.
    float[] advantages =
        gae(new float[] {2, 4}, new float[2], new float[2], ends("00", "00"), 1f, 0.5f);
    assertThat(advantages).containsExactly(4f, 4f);
  }

  @Test
  void rewardToGoSumsToTheEndAndBootstrapsWhereTheBatchCutsOff() {
    // γ = 0.5. t = 2 is cut off: G₂ = 1 + 0.5·8 = 5.  t = 1 terminated: G₁ = 3.  t = 0: G₀ = 2 +
    // 0.5·3 = 3.5.
    float[] advantages = new float[3];
    RewardToGo.estimate(
        new float[] {2, 3, 1},
        new float[] {1, 1, 1},
        new float[] {9, 9, 8},
        ends("010", "000"),
        0.5f,
        advantages);
    assertThat(advantages).containsExactly(2.5f, 2f, 4f);
  }

  @Test
  void gaeAgreesWithTheReference() {
    Config reference =
        ConfigFactory.parseResources("pytorch/policy_gradient_reference.json").getConfig("gae");
    float[] rewards = floats(reference, "rewards");
    float[] advantages = new float[rewards.length];
    GeneralizedAdvantage.estimate(
        rewards,
        floats(reference, "values"),
        floats(reference, "nextValues"),
        new EpisodeEnds(24, 5, flags(reference, "terminated"), flags(reference, "truncated")),
        (float) reference.getDouble("discount"),
        (float) reference.getDouble("gaeLambda"),
        advantages);
    assertThat(advantages).containsExactly(floats(reference, "expectedAdvantages"), within(1e-5f));
  }

  @Test
  void gaeWithLambdaOneIsTheRewardToGo() {
    Config reference =
        ConfigFactory.parseResources("pytorch/policy_gradient_reference.json").getConfig("gae");
    float[] rewards = floats(reference, "rewards");
    EpisodeEnds ends =
        new EpisodeEnds(24, 5, flags(reference, "terminated"), flags(reference, "truncated"));
    float[] nextValues = floats(reference, "nextValues");
    // Within an episode the value of the next step is the next step's value.
    float[] values = floats(reference, "values");
    for (int i = 0; i < rewards.length - 5; i++) {
      nextValues[i] = ends.ended(i) ? nextValues[i] : values[i + 5];
    }
    float[] gae = new float[rewards.length];
    GeneralizedAdvantage.estimate(rewards, values, nextValues, ends, 0.97f, 1f, gae);
    float[] monteCarlo = new float[rewards.length];
    RewardToGo.estimate(rewards, values, nextValues, ends, 0.97f, monteCarlo);
    assertThat(gae).containsExactly(monteCarlo, within(1e-4f));
  }

  @Test
  void arraysShorterThanTheBatchAreRefused() {
    assertThatThrownBy(
            () -> gae(new float[1], new float[2], new float[2], ends("00", "00"), 1f, 1f))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("length=1, cells=2");
  }

  private static float[] gae(
      float[] rewards,
      float[] values,
      float[] nextValues,
      EpisodeEnds ends,
      float discount,
      float lambda) {
    float[] advantages = new float[values.length];
    GeneralizedAdvantage.estimate(rewards, values, nextValues, ends, discount, lambda, advantages);
    return advantages;
  }

  /** One lane; a character a step. */
  private static EpisodeEnds ends(String terminated, String truncated) {
    return new EpisodeEnds(terminated.length(), 1, flags(terminated), flags(truncated));
  }

  private static byte[] flags(String digits) {
    byte[] flags = new byte[digits.length()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = (byte) (digits.charAt(i) - '0');
    }
    return flags;
  }

  private static byte[] flags(Config config, String key) {
    List<? extends List<?>> rows =
        config.getList(key).stream().map(row -> (List<?>) row.unwrapped()).toList();
    byte[] flags = new byte[rows.size() * rows.getFirst().size()];
    int i = 0;
    for (List<?> row : rows) {
      for (Object flag : row) {
        flags[i++] = (byte) ((Boolean) flag ? 1 : 0);
      }
    }
    return flags;
  }

  private static float[] floats(Config config, String key) {
    List<? extends List<?>> rows =
        config.getList(key).stream().map(row -> (List<?>) row.unwrapped()).toList();
    float[] floats = new float[rows.size() * rows.getFirst().size()];
    int i = 0;
    for (List<?> row : rows) {
      for (Object value : row) {
        floats[i++] = ((Number) value).floatValue();
      }
    }
    return floats;
  }
}
