package io.belay.wire.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.v1.RunServiceGrpc;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are replaced while server and client run are taken up by the next connection or call.
 */
class RotationTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir static Path directory;

  private static TestCertificates old;
  private static TestCertificates young;

  @BeforeAll
  static void make() {
    old = TestCertificates.make(directory.resolve("old"));
    young = TestCertificates.make(directory.resolve("young"));
  }

  @Test
  void aServerTakesUpANewAuthorityWithoutRestart(@TempDir Path mounted) {
    TlsFiles files = TestCertificates.copy(old.files(Role.COORDINATOR), mounted);
    try (Credentials server = Credentials.load(TestCertificates.settings(files));
        EveryService services = new EveryService(server);
        Credentials oldOperator = operator(old);
        Credentials youngOperator = operator(young)) {
      assertThat(connect(services, oldOperator)).isEqualTo(Status.Code.OK);
      assertThat(connect(services, youngOperator)).isEqualTo(Status.Code.UNAVAILABLE);

      TestCertificates.replace(files, young.files(Role.COORDINATOR));

      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(connect(services, youngOperator)).isEqualTo(Status.Code.OK));
      // The server's certificate is another authority's now, and the operator's is of no use any
      // more.
      assertThat(connect(services, oldOperator)).isEqualTo(Status.Code.UNAVAILABLE);
      try (Strangers strangers = new Strangers()) {
        // Trusts the server's new certificate, so that it is the server that refuses the old one.
        ManagedChannel channel =
            strangers.withCertificate(services.port(), old.files(Role.OPERATOR), young.authority());
        assertThat(EveryService.attempt(channel, RunServiceGrpc.getGetStatusMethod()).getCode())
            .isEqualTo(Status.Code.UNAVAILABLE);
      }
    }
  }

  @Test
  void aClientTakesUpANewCertificateWithoutRestart(@TempDir Path mounted) {
    TlsFiles files = TestCertificates.copy(old.files(Role.OPERATOR), mounted);
    try (Credentials server =
            Credentials.load(TestCertificates.settings(young.files(Role.COORDINATOR)));
        EveryService services = new EveryService(server);
        Credentials operator = Credentials.load(TestCertificates.settings(files))) {
      ManagedChannel channel =
          new GrpcTransport(TransportSettings.defaults(), operator).channel(services.address());
      assertThat(EveryService.attempt(channel, RunServiceGrpc.getGetStatusMethod()).getCode())
          .isEqualTo(Status.Code.UNAVAILABLE);

      TestCertificates.replace(files, young.files(Role.OPERATOR));

      // The same channel connects again, with what it has by then.
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> {
            channel.resetConnectBackoff();
            assertThat(EveryService.attempt(channel, RunServiceGrpc.getGetStatusMethod()).getCode())
                .isEqualTo(Status.Code.OK);
          });
      channel.shutdownNow();
    }
  }

  @Test
  void anOpenConnectionStaysAndANewOneIsJudgedAnew(@TempDir Path mounted) {
    TlsFiles files = TestCertificates.copy(old.files(Role.COORDINATOR), mounted);
    try (Credentials server = Credentials.load(TestCertificates.settings(files));
        EveryService services = new EveryService(server);
        Credentials operator = operator(old)) {
      ManagedChannel channel =
          new GrpcTransport(TransportSettings.defaults(), operator).channel(services.address());
      assertThat(EveryService.attempt(channel, RunServiceGrpc.getGetStatusMethod()).isOk())
          .isTrue();

      TestCertificates.replace(files, young.files(Role.COORDINATOR));
      await().atMost(LIMIT).until(() -> connect(services, operator) == Status.Code.UNAVAILABLE);

      assertThat(EveryService.attempt(channel, RunServiceGrpc.getGetStatusMethod()).isOk())
          .isTrue();
      channel.shutdownNow();
    }
  }

  @Test
  void aClientThatComesBackIsJudgedAnewAndNotByItsEarlierSession(@TempDir Path mounted) {
    TlsFiles files = TestCertificates.copy(old.files(Role.COORDINATOR), mounted);
    try (Credentials server = Credentials.load(TestCertificates.settings(files));
        EveryService services = new EveryService(server);
        Credentials operator = operator(old)) {
      ManagedChannel channel =
          new GrpcTransport(TransportSettings.defaults(), operator).channel(services.address());
      assertThat(EveryService.attempt(channel, RunServiceGrpc.getGetStatusMethod()).isOk())
          .isTrue();

      // The server stays who it is and trusts another authority, so that only it can refuse.
      TestCertificates.replace(files.authorities(), young.authority());

      await()
          .atMost(LIMIT)
          .until(() -> {
            channel.enterIdle();
            return EveryService.attempt(channel, RunServiceGrpc.getGetStatusMethod()).getCode()
                == Status.Code.UNAVAILABLE;
          });
      channel.shutdownNow();
    }
  }

  @Test
  void aNewTokenHoldsFromTheNextCallOn(@TempDir Path mounted) throws IOException {
    Path served = Files.writeString(mounted.resolve("served"), "first-0123456789abcdef");
    Path shown = Files.writeString(mounted.resolve("shown"), "first-0123456789abcdef");
    try (Credentials server = withToken(served);
        EveryService services = new EveryService(server);
        Credentials client = withToken(shown)) {
      ManagedChannel channel =
          new GrpcTransport(TransportSettings.defaults(), client).channel(services.address());
      assertThat(EveryService.attempt(channel, RunServiceGrpc.getStopRunMethod()).isOk()).isTrue();

      TestCertificates.replace(served, "second-0123456789abcdef");
      await()
          .atMost(LIMIT)
          .until(() ->
              EveryService.attempt(channel, RunServiceGrpc.getStopRunMethod()).getCode()
                  == Status.Code.UNAUTHENTICATED);
      TestCertificates.replace(shown, "second-0123456789abcdef");
      await()
          .atMost(LIMIT)
          .until(() -> EveryService.attempt(channel, RunServiceGrpc.getStopRunMethod()).isOk());
      channel.shutdownNow();
    }
  }

  private static Credentials operator(TestCertificates certificates) {
    return Credentials.load(TestCertificates.settings(certificates.files(Role.OPERATOR)));
  }

  private static Credentials withToken(Path file) {
    return Credentials.load(
        TestCertificates.settings(Optional.empty(), Optional.of(file), Optional.empty()));
  }

  /** What a call over a new connection comes to. */
  private static Status.Code connect(EveryService services, Credentials credentials) {
    ManagedChannel channel =
        new GrpcTransport(TransportSettings.defaults(), credentials).channel(services.address());
    try {
      return EveryService.attempt(channel, RunServiceGrpc.getGetStatusMethod()).getCode();
    } finally {
      channel.shutdownNow();
    }
  }
}
