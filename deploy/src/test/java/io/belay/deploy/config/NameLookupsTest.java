package io.belay.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long names are kept, as Java and gRPC read it. */
class NameLookupsTest {
  private static final String KEPT = "networkaddress.cache.ttl";

  @AfterEach
  void forget() {
    System.clearProperty(KEPT);
  }

  @Test
  void addressesAreKeptForFiveSecondsByBoth() {
    NameLookups.keepBriefly();
    assertThat(Security.getProperty(KEPT)).isEqualTo("5");
    assertThat(System.getProperty(KEPT)).isEqualTo("5");
    assertThat(Security.getProperty("networkaddress.cache.negative.ttl")).isEqualTo("1");
  }

  @Test
  void usersOwnTimeIsKept() {
    System.setProperty(KEPT, "60");
    NameLookups.keepBriefly();
    assertThat(Security.getProperty(KEPT)).isEqualTo("60");
    assertThat(System.getProperty(KEPT)).isEqualTo("60");
  }
}
