package io.belay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.belay.error.BelayException;
import io.belay.policy.IterationPolicy;
import io.belay.v1.PolicyUpdate;
import io.belay.v1.PublishedPolicy;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy arrives as it was published or not at all. */
class PolicyCodecTest {

  static Stream<IterationPolicy> policies() {
    return Stream.of(SampleMessages.policy(), SampleMessages.normalisedPolicy());
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aPolicyComesBackAsItWas(IterationPolicy policy) throws Exception {
    PolicyUpdate received = PolicyUpdate.parseFrom(PolicyCodec.encode(policy).toByteArray());

    assertThat(PolicyCodec.decode(received.getPolicy()))
        .usingRecursiveComparison()
        .isEqualTo(policy);
  }

  @Test
  void aPolicyHasTheBytesItAlwaysHad() {
    // SHA-256 of 0000803f 000020c0 00000000, the parameters 1, −2.5 and 0 as little-endian float32.
    String identity = SampleMessages.policy().snapshot().identity().toString();
    String golden =
        "0a3b" // policy, 7 + 2 + 2 + 34 + 14 = 59 bytes
            + "0a0572756e2d31" // run_id
            + "1007" // version 7
            + "1807" // iteration 7
            + "2220"
            + identity
            + "2a0c0000803f000020c000000000"; // parameters

    assertThat(HexFormat.of().formatHex(PolicyCodec.encode(SampleMessages.policy()).toByteArray()))
        .isEqualTo(golden);
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("policy.run_id", policy -> policy.setRunId("")),
        damage("policy.iteration", policy -> policy.setIteration(-7)),
        damage("policy.version", policy -> policy.setVersion(-7)),
        damage("length=0", policy -> policy.clearIdentity()),
        damage(
            "policy.parameters=7 bytes",
            policy -> policy.setParameters(ByteString.copyFrom(new byte[7]))),
        damage(
            "a policy's SHA-256",
            policy -> policy.setParameters(NumericBytes.of(new float[] {1f, -2.5f, 1e-45f}))),
        damage(
            "policy.parameters[1]=NaN",
            policy -> policy.setParameters(NumericBytes.of(new float[] {0, Float.NaN}))),
        damage("a policy's SHA-256", policy -> policy.clearNormaliser()),
        damage(
            "a policy's SHA-256",
            policy -> policy.setNormaliser(policy.getNormaliser().toBuilder().setCount(99))),
        damage(
            "normaliser.mean=0 bytes",
            policy -> policy.setNormaliser(policy.getNormaliser().toBuilder().clearMean())),
        damage(
            "mean=1, sumOfSquares=2",
            policy ->
                policy.setNormaliser(
                    policy.getNormaliser().toBuilder().setMean(NumericBytes.of(new double[] {1})))),
        damage(
            "normaliser.sum_of_squares[0]=NaN",
            policy ->
                policy.setNormaliser(
                    policy.getNormaliser().toBuilder()
                        .setSumOfSquares(NumericBytes.of(new double[] {Double.NaN, 1})))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void aDamagedPolicyIsRefused(String words, UnaryOperator<PublishedPolicy.Builder> damage) {
    PublishedPolicy policy = PolicyCodec.encode(SampleMessages.normalisedPolicy()).getPolicy();

    assertThatThrownBy(() -> PolicyCodec.decode(damage.apply(policy.toBuilder()).build()))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining(words);
  }

  private static Arguments damage(String words, UnaryOperator<PublishedPolicy.Builder> damage) {
    return Arguments.of(words, damage);
  }
}
