package io.belay.wire.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettySslContextServerCredentials;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No connection is let in for what an earlier one showed, with netty's TLS and with the JDK's. */
class FullHandshakesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"OPENSSL", "JDK"})
  void aClientWhoseAuthorityIsNotTrustedAnyMoreCannotResumeItsSession(SslProvider provider)
      throws Exception {
    TestCertificates ours = TestCertificates.make(directory.resolve("ours"));
    TestCertificates theirs = TestCertificates.make(directory.resolve("theirs"));
    AdvancedTlsX509TrustManager trust = AdvancedTlsX509TrustManager.newBuilder().build();
    trust.updateTrustCredentials(authority(ours));
    TlsFiles files = ours.files(Role.COORDINATOR);
    SslContextBuilder builder =
        GrpcSslContexts.configure(
                SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile()),
                provider)
            .trustManager(trust)
            .clientAuth(ClientAuth.REQUIRE);
    Server server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress("localhost", 0),
                NettySslContextServerCredentials.create(new FullHandshakes(builder)))
            .addService(new HealthStatusManager().getHealthService())
            .build()
            .start();
    try (Strangers clients = new Strangers()) {
      ManagedChannel channel =
          clients.withCertificate(server.getPort(), ours.files(Role.OPERATOR), ours.authority());
      assertThat(probe(channel)).isEqualTo(Status.Code.OK);
      // A client that comes back is let in for as long as its authority is trusted.
      channel.enterIdle();
      assertThat(probe(channel)).isEqualTo(Status.Code.OK);

      trust.updateTrustCredentials(authority(theirs));
      channel.enterIdle();

      assertThat(probe(channel)).isEqualTo(Status.Code.UNAVAILABLE);
    } finally {
      server.shutdownNow();
    }
  }

  private static X509Certificate[] authority(TestCertificates certificates) throws Exception {
    return PemIdentity.certificates(Files.readAllBytes(certificates.authority()));
  }

  private static Status.Code probe(ManagedChannel channel) {
    return EveryService.attempt(channel, HealthGrpc.getCheckMethod()).getCode();
  }
}
