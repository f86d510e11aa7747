package io.belay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.grpc.Status;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Categories and statuses say the same on both sides. */
class StatusTableTest {

  @ParameterizedTest
  @EnumSource
  void aCategorySurvivesTheWire(ErrorCategory category) {
    Status status = StatusTable.toStatus(new BelayException(category, "rule: name=value"));

    BelayException received =
        StatusTable.toException("call", Status.fromCodeValue(status.getCode().value()));

    assertThat(received.category()).isEqualTo(category);
    assertThat(status.getDescription()).isEqualTo("rule: name=value");
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeHasACategory(Status.Code code) {
    assertThat(StatusTable.category(Status.fromCode(code))).isNotNull();
  }

  @Test
  void anUnexpectedErrorKeepsItsTextToItself() {
    Status status = StatusTable.toStatus(new IllegalStateException("secret"));

    assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(status.getDescription()).doesNotContain("secret");
  }

  @Test
  void aStreamThatAPeersLimitCutOffIsNoReasonToTryAgain() {
    assertThat(StatusTable.category(Status.UNKNOWN)).isEqualTo(ErrorCategory.FATAL);
    assertThat(StatusTable.category(Status.RESOURCE_EXHAUSTED))
        .isEqualTo(ErrorCategory.INVALID_REQUEST);
  }

  @Test
  void aConnectionThatFailedSaysWhy() {
    Exception handshake = new IOException("handshake", new IOException("certificate expired"));
    Status local =
        Status.UNAVAILABLE
            .withDescription("io exception\nChannel Pipeline: []")
            .withCause(handshake);

    assertThat(StatusTable.toException("session", local))
        .hasMessage(
            "session: status=UNAVAILABLE, description=io exception, cause=certificate expired");
  }

  @Test
  void everyLineOfARefusalIsKept() {
    Status remote = Status.INVALID_ARGUMENT.withDescription("first problem\nsecond problem");

    assertThat(StatusTable.toException("submit", remote))
        .hasMessage("submit: status=INVALID_ARGUMENT, description=first problem\nsecond problem");
  }
}
