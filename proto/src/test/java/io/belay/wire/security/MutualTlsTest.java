package io.belay.wire.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.v1.RunServiceGrpc;
import io.belay.wire.StatusTable;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server with certificates and no tokens, over TCP: who may make which call of every service. */
class MutualTlsTest {
  @TempDir static Path directory;

  private static final Map<Role, ManagedChannel> HOLDERS = new EnumMap<>(Role.class);
  private static final Map<Role, Credentials> CREDENTIALS = new EnumMap<>(Role.class);
  private static final Strangers STRANGERS = new Strangers();
  private static TestCertificates certificates;
  private static TestCertificates others;
  private static EveryService server;

  @BeforeAll
  static void start() {
    certificates = TestCertificates.make(directory.resolve("ours"));
    others = TestCertificates.make(directory.resolve("theirs"));
    for (Role role : Role.values()) {
      Credentials credentials =
          Credentials.load(TestCertificates.settings(certificates.files(role)));
      CREDENTIALS.put(role, credentials);
    }
    server = new EveryService(CREDENTIALS.get(Role.LEARNER));
    CREDENTIALS.forEach((role, credentials) ->
        HOLDERS.put(
            role,
            new GrpcTransport(TransportSettings.defaults(), credentials)
                .channel(server.address())));
  }

  @AfterAll
  static void stop() {
    HOLDERS.values().forEach(ManagedChannel::shutdownNow);
    STRANGERS.close();
    server.close();
    CREDENTIALS.values().forEach(Credentials::close);
  }

  static Stream<MethodDescriptor<?, ?>> calls() {
    return EveryService.calls();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aCallIsMadeByItsRolesAndRefusedToAllOthers(MethodDescriptor<?, ?> call) {
    for (Role role : Role.values()) {
      server.reached.clear();
      Status status = EveryService.attempt(HOLDERS.get(role), call);

      if (RoleTable.allowed(call.getFullMethodName()).contains(role)) {
        assertThat(status.isOk()).as("%s as %s: %s", call, role, status).isTrue();
      } else {
        assertThat(status.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(server.reached).isEmpty();
      }
    }
  }

  @Test
  void aWorkerCannotStopARun() {
    server.refusals.clear();

    Status status =
        EveryService.attempt(HOLDERS.get(Role.WORKER), RunServiceGrpc.getStopRunMethod());

    assertThat(status.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(status.getDescription())
        .contains("call=belay.v1.RunService/StopRun", "needed=operator", "caller=worker")
        .contains("urn:belay:role:operator");
    // The server counts when the call is over on its side, which may be a moment later.
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(server.refusals)
                .containsExactly(
                    new EveryService.Refusal(
                        "belay.v1.RunService/StopRun", Status.Code.PERMISSION_DENIED)));
  }

  @Test
  void aCertificateWithoutARoleMakesNoCall() {
    ManagedChannel nobody =
        STRANGERS.withCertificate(
            server.port(), certificates.withoutRole(), certificates.authority());

    assertThat(calls().map(call -> EveryService.attempt(nobody, call).getCode()))
        .containsOnly(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void nobodyIsServedWithoutACertificate() {
    assertThat(
            refusesEverything(
                STRANGERS.withoutCertificate(server.port(), certificates.authority())))
        .containsIgnoringCase("certificate_required");
  }

  @Test
  void nobodyIsServedWithACertificateOfAnotherAuthority() {
    assertThat(
            refusesEverything(
                STRANGERS.withCertificate(
                    server.port(), others.files(Role.OPERATOR), certificates.authority())))
        .contains("ssl exception");
  }

  @Test
  void nobodyIsServedWithAnExpiredCertificate() {
    assertThat(
            refusesEverything(
                STRANGERS.withCertificate(
                    server.port(), certificates.expiredOperator(), certificates.authority())))
        .containsIgnoringCase("certificate_expired");
  }

  @Test
  void nobodyIsServedInPlaintext() {
    // Which of the two the client sees is a matter of whether the server had read all it was sent.
    assertThat(refusesEverything(STRANGERS.plaintext(server.port())))
        .containsAnyOf("Network closed", "Connection reset");
  }

  @Test
  void aClientTalksToNoServerOfAnotherAuthority() {
    try (Credentials theirs =
            Credentials.load(TestCertificates.settings(others.files(Role.LEARNER)));
        EveryService impostor = new EveryService(theirs)) {
      assertThat(isNotTrusted(impostor, "localhost")).contains("trust anchors");
    }
  }

  @Test
  void aClientTalksToNoServerWhoseCertificateIsForAnotherName() {
    try (Credentials elsewhere =
            Credentials.load(TestCertificates.settings(certificates.elsewhere()));
        EveryService impostor = new EveryService(elsewhere)) {
      assertThat(isNotTrusted(impostor, "localhost")).contains("matching localhost");
      assertThat(isNotTrusted(impostor, "127.0.0.1")).contains("matching IP address 127.0.0.1");
    }
  }

  @Test
  void anAddressInTheCertificateIsAsGoodAsAName() {
    ManagedChannel channel =
        new GrpcTransport(TransportSettings.defaults(), CREDENTIALS.get(Role.OPERATOR))
            .channel(new GrpcAddress.Tcp("127.0.0.1", server.port()));

    assertThat(EveryService.attempt(channel, RunServiceGrpc.getGetStatusMethod()).isOk()).isTrue();
    channel.shutdownNow();
  }

  private static String isNotTrusted(EveryService impostor, String host) {
    ManagedChannel channel =
        new GrpcTransport(TransportSettings.defaults(), CREDENTIALS.get(Role.OPERATOR))
            .channel(new GrpcAddress.Tcp(host, impostor.port()));

    Status status = EveryService.attempt(channel, RunServiceGrpc.getSubmitRunMethod());

    assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(impostor.reached).isEmpty();
    channel.shutdownNow();
    return said(status);
  }

  /**
   * The handshake fails, which a client sees as a server that cannot be reached.
   *
   * @return what it is told about that
   */
  private static String refusesEverything(ManagedChannel stranger) {
    server.reached.clear();
    List<Status> outcomes = calls().map(call -> EveryService.attempt(stranger, call)).toList();

    assertThat(outcomes.stream().map(Status::getCode)).containsOnly(Status.Code.UNAVAILABLE);
    assertThat(server.reached).isEmpty();
    return said(outcomes.getFirst());
  }

  private static String said(Status status) {
    return String.valueOf(StatusTable.toException("call", status).getMessage());
  }
}
