package io.belay.wire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses have two forms and no third. */
class GrpcAddressTest {

  @ParameterizedTest
  @ValueSource(strings = {"inprocess:learner", "localhost:7070", "10.0.0.1:0", "[::1]:65535"})
  void anAddressIsWrittenAsItIsRead(String address) {
    assertThat(GrpcAddress.parse(address)).hasToString(address);
  }

  @Test
  void anIpV6AddressLosesItsBrackets() {
    assertThat(GrpcAddress.parse("[::1]:7070")).isEqualTo(new GrpcAddress.Tcp("::1", 7070));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "learner",
        "inprocess:",
        ":7070",
        "host:",
        "host:65536",
        "host:-1",
        "host:seven"
      })
  void anythingElseIsRefused(String address) {
    assertThatThrownBy(() -> GrpcAddress.parse(address))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("address=\"" + address + "\"");
  }
}
