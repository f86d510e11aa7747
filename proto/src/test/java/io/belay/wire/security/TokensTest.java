package io.belay.wire.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.v1.CoordinatorServiceGrpc;
import io.belay.v1.RunServiceGrpc;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Servers that take tokens, encrypted and not, over TCP: who may make which call of every service.
 */
class TokensTest {
  private static final String FULL = "full-0123456789abcdef";
  private static final String WORKERS = "worker-0123456789abcdef";

  @TempDir static Path directory;

  private static final Strangers STRANGERS = new Strangers();
  private static TestCertificates certificates;
  private static Path fullFile;
  private static Path workersFile;
  private static Credentials encrypted;
  private static Credentials plaintext;
  private static EveryService encryptedServer;
  private static EveryService plaintextServer;

  /** A server and how a client that shows nothing yet connects to it. */
  record Place(String name, EveryService server, Channel anonymous) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() throws IOException {
    certificates = TestCertificates.make(directory.resolve("ours"));
    fullFile = Files.writeString(directory.resolve("token"), FULL + "\n");
    workersFile = Files.writeString(directory.resolve("worker-token"), WORKERS + "\n");
    encrypted =
        Credentials.load(
            TestCertificates.settings(
                Optional.of(certificates.files(Role.COORDINATOR)),
                Optional.of(fullFile),
                Optional.of(workersFile)));
    plaintext =
        Credentials.load(
            TestCertificates.settings(
                Optional.empty(), Optional.of(fullFile), Optional.of(workersFile)));
    encryptedServer = new EveryService(encrypted);
    plaintextServer = new EveryService(plaintext);
  }

  @AfterAll
  static void stop() {
    STRANGERS.close();
    encryptedServer.close();
    plaintextServer.close();
    encrypted.close();
    plaintext.close();
  }

  static Stream<Place> places() {
    return Stream.of(
        new Place(
            "encrypted",
            encryptedServer,
            STRANGERS.withoutCertificate(encryptedServer.port(), certificates.authority())),
        new Place("plaintext", plaintextServer, STRANGERS.plaintext(plaintextServer.port())));
  }

  @ParameterizedTest
  @MethodSource("places")
  void nothingIsServedWithoutAToken(Place place) {
    place.server().reached.clear();

    EveryService.calls()
        .forEach(call -> {
          Status status = EveryService.attempt(place.anonymous(), call);
          assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
          assertThat(status.getDescription())
              .contains("call=" + call.getFullMethodName(), "token=none", "token-file");
        });
    assertThat(place.server().reached).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("places")
  void nothingIsServedWithAWrongToken(Place place) {
    place.server().reached.clear();

    for (String wrong :
        new String[] {
          "Bearer ",
          "Bearer wrong-0123456789abcdef",
          "Bearer " + FULL + "0",
          "Bearer " + FULL.substring(1),
          "Bearer " + FULL + " " + FULL,
          "Basic " + FULL,
          FULL
        }) {
      Channel channel = showing(place, wrong);
      EveryService.calls()
          .forEach(call -> {
            Status status = EveryService.attempt(channel, call);
            assertThat(status.getCode()).as(wrong).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(status.getDescription()).doesNotContain(FULL).doesNotContain("0123456789");
          });
    }
    assertThat(place.server().reached).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("places")
  void theTokenGrantsEverything(Place place) {
    Channel channel = showing(place, "Bearer " + FULL);

    assertThat(EveryService.calls().map(call -> EveryService.attempt(channel, call).getCode()))
        .containsOnly(Status.Code.OK);
  }

  @ParameterizedTest
  @MethodSource("places")
  void theWorkersTokenGrantsAWorkersCallsAlone(Place place) {
    Channel channel = showing(place, "bearer " + WORKERS);

    for (MethodDescriptor<?, ?> call : EveryService.calls().toList()) {
      boolean workers = RoleTable.allowed(call.getFullMethodName()).contains(Role.WORKER);
      assertThat(EveryService.attempt(channel, call).getCode())
          .as(call.getFullMethodName())
          .isEqualTo(workers ? Status.Code.OK : Status.Code.PERMISSION_DENIED);
    }
  }

  @Test
  void aCertificateDoesWhereATokenIsNotShown() {
    ManagedChannel channel =
        STRANGERS.withCertificate(
            encryptedServer.port(), certificates.files(Role.WORKER), certificates.authority());

    assertThat(code(channel, CoordinatorServiceGrpc.getSessionMethod())).isEqualTo(Status.Code.OK);
    assertThat(code(channel, RunServiceGrpc.getStopRunMethod()))
        .isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void aTokenAddsToWhatACertificateMayDo() {
    Channel channel =
        ClientInterceptors.intercept(
            STRANGERS.withCertificate(
                encryptedServer.port(),
                certificates.files(Role.OPERATOR),
                certificates.authority()),
            Strangers.authorization("Bearer " + WORKERS));

    assertThat(code(channel, CoordinatorServiceGrpc.getSessionMethod())).isEqualTo(Status.Code.OK);
    assertThat(code(channel, RunServiceGrpc.getStopRunMethod())).isEqualTo(Status.Code.OK);
  }

  @Test
  void aWrongTokenIsNoticedEvenBesideACertificate() {
    Channel channel =
        ClientInterceptors.intercept(
            STRANGERS.withCertificate(
                encryptedServer.port(),
                certificates.files(Role.OPERATOR),
                certificates.authority()),
            Strangers.authorization("Bearer wrong-0123456789abcdef"));

    assertThat(code(channel, RunServiceGrpc.getStopRunMethod()))
        .isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void aCertificateOfAnotherAuthorityIsNotHelpedByAToken() {
    TestCertificates others = TestCertificates.make(directory.resolve("theirs"));
    Channel channel =
        ClientInterceptors.intercept(
            STRANGERS.withCertificate(
                encryptedServer.port(), others.files(Role.OPERATOR), certificates.authority()),
            Strangers.authorization("Bearer " + FULL));

    assertThat(code(channel, RunServiceGrpc.getStopRunMethod())).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void aProcessShowsTheTokenThatItHas() {
    try (Credentials worker =
        Credentials.load(
            TestCertificates.settings(
                Optional.empty(), Optional.empty(), Optional.of(workersFile)))) {
      ManagedChannel workers =
          new GrpcTransport(TransportSettings.defaults(), worker)
              .channel(plaintextServer.address());
      ManagedChannel both =
          new GrpcTransport(TransportSettings.defaults(), plaintext)
              .channel(plaintextServer.address());

      assertThat(code(workers, CoordinatorServiceGrpc.getSessionMethod()))
          .isEqualTo(Status.Code.OK);
      assertThat(code(workers, RunServiceGrpc.getGetStatusMethod()))
          .isEqualTo(Status.Code.PERMISSION_DENIED);
      assertThat(code(both, RunServiceGrpc.getGetStatusMethod())).isEqualTo(Status.Code.OK);
      workers.shutdownNow();
      both.shutdownNow();
    }
  }

  @Test
  void anOpenServerRefusesNobody() {
    try (Credentials open = Credentials.load(SecuritySettings.open());
        EveryService server = new EveryService(open);
        Strangers strangers = new Strangers()) {
      ManagedChannel anyone = strangers.plaintext(server.port());

      assertThat(EveryService.calls().map(call -> EveryService.attempt(anyone, call).getCode()))
          .containsOnly(Status.Code.OK);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "two words 0123456789",
        "two-lines-0123456\n789",
        "ключ-0123456789abcdef"
      })
  void aTokenIsOneLongEnoughLine(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("bad-token"), text);

    assertThatThrownBy(() ->
            Credentials.load(
                TestCertificates.settings(Optional.empty(), Optional.of(file), Optional.empty())))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("token-file=")
        .hasMessageContaining("openssl rand -hex 32");
  }

  @Test
  void aWorkersTokenIsAnotherOne() throws IOException {
    Path copy = Files.writeString(directory.resolve("copy"), FULL);

    assertThatThrownBy(() ->
            Credentials.load(
                TestCertificates.settings(
                    Optional.empty(), Optional.of(fullFile), Optional.of(copy))))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("worker-token-file=equal")
        .hasMessageNotContainingAny(FULL);
  }

  private static Channel showing(Place place, String authorization) {
    return ClientInterceptors.intercept(place.anonymous(), Strangers.authorization(authorization));
  }

  private static Status.Code code(Channel channel, MethodDescriptor<?, ?> call) {
    return EveryService.attempt(channel, call).getCode();
  }
}
