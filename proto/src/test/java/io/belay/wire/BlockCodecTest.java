package io.belay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.StampedBlock;
import io.belay.v1.BlockOffer;
import io.belay.v1.BlockShape;
import io.belay.v1.EpisodeEnd;
import io.belay.v1.LaneCarry;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Blocks survive the wire to the bit, have the bytes they always had, and are refused where a field
 * contradicts another.
 */
class BlockCodecTest {

  @Test
  void aBlockComesBackAsItWas() throws Exception {
    StampedBlock block = SampleMessages.block();

    BlockOffer received = BlockOffer.parseFrom(BlockCodec.encode(block).toByteArray());

    assertThat(BlockCodec.decodeStamp(received)).isEqualTo(block.stamp());
    assertThat(BlockCodec.decodeTrajectory(received))
        .usingRecursiveComparison()
        .isEqualTo(block.trajectory());
  }

  @Test
  void negativeZeroAndTheSmallestNumbersKeepTheirBits() {
    float[] values = {-0f, Float.MIN_VALUE, Float.MAX_VALUE, Math.nextUp(1f)};

    float[] decoded = NumericBytes.floats("values", NumericBytes.of(values));

    assertThat(decoded).usingComparatorWithPrecision(0f).containsExactly(values);
    assertThat(Float.floatToRawIntBits(decoded[0])).isEqualTo(0x80000000);
  }

  @Test
  void aBlockHasTheBytesItAlwaysHad() {
    // Field tags and lengths by the protobuf encoding; floats little-endian: 1.0f = 0000803f, 2.0f
    // = 00000040.
    String golden =
        "0a0572756e2d31" // run_id
            + "1208776f726b65722d61" // worker_id
            + "1807" // iteration 7
            + "2002" // block 2
            + "2804" // first_lane 4
            + "32080802100218012001" // shape 2, 2, 1, 1
            + "3807" // policy_version 7
            + "4220"
            + SampleMessages.block().stamp().policyIdentity() // policy_identity
            + "4a100000803f000000400000404000008040" // observations 1, 2, 3, 4
            + "5210000000000000803f0000803f00000000" // actions 0, 1, 1, 0
            + "5a10000000bf000080be000000be000080bf" // behaviour_log_probabilities
            + "62100000803f0000803f000080bf0000003f" // rewards 1, 1, −1, ½
            + "6a0400000100" // terminated
            + "720400010000" // truncated
            + "7a0400001041" // final_observations 9
            + "8201080000a0400000c040" // next_observations 5, 6
            + "8a010d0805190000000000002940201e" // episode: lane 5, return 12.5, length 30
            + "8a01110804100119" // episode: lane 4, step 1, return
            + "00000000000008c0" // −3
            + "20022801" // length 2, terminated
            + "9201120a109a9999999999b93f9a9999999999c9bf" // carry 0.1, −0.2
            + "9201310a10333333333333d33f9a9999999999d93f" // carry 0.3, 0.4
            + "100119000000000000e03f" // elapsed 1, return 0.5
            + "2210000000000000e03f333333333333e33f" // visited 0.5, 0.6
            + "2811"; // visited_count 17

    byte[] bytes = BlockCodec.encode(SampleMessages.block()).toByteArray();

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(golden);
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        refused("run_id=\"\"", offer -> offer.setRunId("")),
        refused("worker_id=\" \"", offer -> offer.setWorkerId(" ")),
        refused("iteration=4294967295", offer -> offer.setIteration(-1)),
        refused("block=2147483648", offer -> offer.setBlock(Integer.MIN_VALUE)),
        refused("policy_version=18446744073709551615", offer -> offer.setPolicyVersion(-1)),
        refused("length=3", offer -> offer.setPolicyIdentity(ByteString.copyFrom(new byte[3]))),
        refused("shape=absent", BlockOffer.Builder::clearShape),
        refused("steps=0", offer -> offer.setShape(shape(0, 2, 1, 1))),
        refused("observations=4, expected=8", offer -> offer.setShape(shape(2, 2, 2, 1))),
        refused("floats=", offer -> offer.setShape(shape(1 << 30, 1 << 30, 1 << 30, 1))),
        refused("shape.lanes=4294967295", offer -> offer.setShape(shape(2, -1, 1, 1))),
        refused("rewards=5 bytes", offer -> offer.setRewards(ByteString.copyFrom(new byte[5]))),
        refused("rewards=3, expected=4", offer -> offer.setRewards(zeros(12))),
        refused("terminated=3, expected=4", offer -> offer.setTerminated(zeros(3))),
        refused("terminated[0]=2", offer -> offer.setTerminated(bytes(2, 0, 1, 0))),
        refused("finalObservations=2, expected=1", offer -> offer.setFinalObservations(zeros(8))),
        refused("nextObservations=1, expected=2", offer -> offer.setNextObservations(zeros(4))),
        refused("carries=1, expected=2", offer -> offer.removeCarries(0)),
        refused("carry.environment_state=9 bytes", offer -> offer.setCarries(0, carry(zeros(9)))),
        refused("episode=none", offer -> offer.removeEpisodes(1)),
        refused(
            "episodes=3, ended steps=2",
            offer -> offer.addEpisodes(EpisodeEnd.newBuilder().setLane(4).setLength(1))),
        refused(
            "step=0, lane=5",
            offer -> offer.setEpisodes(0, offer.getEpisodes(0).toBuilder().setLane(4))),
        refused(
            "step=0, lane=5",
            offer -> offer.setEpisodes(0, offer.getEpisodes(0).toBuilder().setTerminated(true))),
        refused(
            "length=0",
            offer -> offer.setEpisodes(0, offer.getEpisodes(0).toBuilder().setLength(0))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contradictions")
  void aContradictionIsRefusedByNameAndValue(
      String nameAndValue, UnaryOperator<BlockOffer.Builder> change) {
    BlockOffer offer = change.apply(BlockCodec.encode(SampleMessages.block()).toBuilder()).build();

    assertThatThrownBy(() -> decode(offer))
        .isInstanceOfSatisfying(
            BelayException.class,
            e -> assertThat(e.category()).isEqualTo(ErrorCategory.INVALID_REQUEST))
        .hasMessageContaining(nameAndValue);
  }

  private static BlockTrajectory decode(BlockOffer offer) {
    BlockCodec.decodeStamp(offer);
    return BlockCodec.decodeTrajectory(offer);
  }

  private static Arguments refused(String nameAndValue, UnaryOperator<BlockOffer.Builder> change) {
    return Arguments.of(nameAndValue, change);
  }

  private static BlockShape shape(int steps, int lanes, int observationSize, int actionSize) {
    return BlockShape.newBuilder()
        .setSteps(steps)
        .setLanes(lanes)
        .setObservationSize(observationSize)
        .setActionSize(actionSize)
        .build();
  }

  private static LaneCarry carry(ByteString state) {
    return LaneCarry.newBuilder().setEnvironmentState(state).build();
  }

  private static ByteString zeros(int length) {
    return ByteString.copyFrom(new byte[length]);
  }

  private static ByteString bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteString.copyFrom(bytes);
  }
}
