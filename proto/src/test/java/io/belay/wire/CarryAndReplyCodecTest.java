package io.belay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.BlockVerdict;
import io.belay.v1.BlockReceipt;
import io.belay.v1.CarryReply;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The learner's answers survive the wire. */
class CarryAndReplyCodecTest {

  @Test
  void carriesComeBackToTheBit() throws Exception {
    var carries = Optional.of(SampleMessages.trajectory().carries());

    CarryReply received = CarryReply.parseFrom(CarryCodec.encode(carries).toByteArray());

    assertThat(CarryCodec.decode(received)).usingRecursiveComparison().isEqualTo(carries);
  }

  @Test
  void theStartOfARunIsNotAnEmptyListOfCarries() {
    assertThat(CarryCodec.decode(CarryCodec.encode(Optional.empty()))).isEmpty();
    assertThatThrownBy(() -> CarryCodec.decode(CarryReply.getDefaultInstance()))
        .isInstanceOf(BelayException.class);
  }

  @ParameterizedTest
  @EnumSource
  void everyVerdictComesBackAsItWas(BlockVerdict verdict) throws Exception {
    BlockReply reply = BlockReply.to(SampleMessages.block().stamp(), verdict, "why", 12);

    BlockReceipt received = BlockReceipt.parseFrom(ReplyCodec.encode(reply).toByteArray());

    assertThat(ReplyCodec.decode(received)).isEqualTo(reply);
    assertThat(received.getStatus().name()).endsWith(verdict.name());
  }
}
