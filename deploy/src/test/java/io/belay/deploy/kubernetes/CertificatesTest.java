package io.belay.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Programs;
import io.belay.v1.CoordinatorServiceGrpc;
import io.belay.v1.LearnerServiceGrpc;
import io.belay.v1.RunServiceGrpc;
import io.belay.wire.security.Credentials;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.apache.pekko.remote.artery.tcp.ssl.PeerSubjectVerifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Certificates that are made as the overlay for production asks cert-manager for them, shown to the
 * code that has to take them: gRPC's handshake, the table of who may call what, remoting.
 */
class CertificatesTest {
  private static final String COORDINATOR = "belay-coordinator-1.belay-coordinator";
  private static final String LEARNER = "belay-learner-1.belay-learner";

  @TempDir private static Path directory;

  private static IssuedCertificates issued;

  @BeforeAll
  static void issue() throws IOException {
    Programs.assumeInstalled("openssl", "no certificates are made; install openssl");
    issued = new IssuedCertificates(Rendered.overlay("overlays/production"), directory);
  }

  /** UNIMPLEMENTED is the answer of a service that a call has reached. */
  @Test
  void everyRoleMayCallWhatItHasToAndNothingElse() throws Exception {
    BindableService[] services = {
      new CoordinatorServiceGrpc.CoordinatorServiceImplBase() {},
      new RunServiceGrpc.RunServiceImplBase() {},
      new LearnerServiceGrpc.LearnerServiceImplBase() {}
    };
    try (Credentials coordinator = Credentials.load(issued.settings("belay-coordinator"));
        Credentials learner = Credentials.load(issued.settings("belay-learner"))) {
      Server coordinators = start(coordinator, services);
      Server learners = start(learner, services);
      try {
        MethodDescriptor<?, ?> session = CoordinatorServiceGrpc.getSessionMethod();
        MethodDescriptor<?, ?> stop = RunServiceGrpc.getStopRunMethod();
        MethodDescriptor<?, ?> offer = LearnerServiceGrpc.getOfferBlocksMethod();
        MethodDescriptor<?, ?> fetch = LearnerServiceGrpc.getFetchCheckpointMethod();
        assertThat(call("belay-worker", coordinators, COORDINATOR, session))
            .isEqualTo(Code.UNIMPLEMENTED);
        assertThat(call("belay-worker", learners, LEARNER, offer)).isEqualTo(Code.UNIMPLEMENTED);
        assertThat(call("belay-learner", learners, LEARNER, fetch)).isEqualTo(Code.UNIMPLEMENTED);
        assertThat(call("belay-operator", coordinators, COORDINATOR, stop))
            .isEqualTo(Code.UNIMPLEMENTED);
        // What an operator dials through a forwarded port.
        assertThat(call("belay-operator", coordinators, "localhost", stop))
            .isEqualTo(Code.UNIMPLEMENTED);
        assertThat(call("belay-worker", coordinators, COORDINATOR, stop))
            .isEqualTo(Code.PERMISSION_DENIED);
        assertThat(call("belay-worker", learners, LEARNER, fetch))
            .isEqualTo(Code.PERMISSION_DENIED);
        assertThat(call("belay-worker", coordinators, LEARNER, session))
            .isEqualTo(Code.UNAVAILABLE);
      } finally {
        coordinators.shutdownNow();
        learners.shutdownNow();
      }
    }
  }

  @Test
  void remotingLetsControlNodesTalkAndNobodyElse() throws Exception {
    PeerSubjectVerifier ofLearner = new PeerSubjectVerifier(read("belay-learner"));

    assertThat(refused(ofLearner, "belay-coordinator")).isFalse();
    assertThat(refused(ofLearner, "belay-learner")).isFalse();
    assertThat(refused(ofLearner, "belay-worker")).isTrue();
    assertThat(refused(ofLearner, "belay-operator")).isTrue();
  }

  private static boolean refused(PeerSubjectVerifier verifier, String peer) throws Exception {
    X509Certificate shown = read(peer);
    SSLSession session =
        (SSLSession)
            Proxy.newProxyInstance(
                CertificatesTest.class.getClassLoader(),
                new Class<?>[] {SSLSession.class},
                (_, method, _) -> {
                  assertThat(method.getName()).isEqualTo("getPeerCertificates");
                  return new X509Certificate[] {shown};
                });
    return verifier.verifyServerSession("a host", session).isDefined();
  }

  private static X509Certificate read(String name) throws IOException, GeneralSecurityException {
    try (InputStream file = Files.newInputStream(issued.certificate(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
    }
  }

  private static Server start(Credentials credentials, BindableService... services)
      throws IOException {
    var builder =
        Grpc.newServerBuilderForPort(0, credentials.server()).intercept(credentials.gate());
    for (BindableService service : services) {
      builder.addService(service);
    }
    return builder.build().start();
  }

  /**
   * How a call ends.
   *
   * @param caller whose certificate is shown
   * @param dialled the name that the server's certificate must be for
   */
  private static Code call(
      String caller, Server server, String dialled, MethodDescriptor<?, ?> method)
      throws Exception {
    try (Credentials credentials = Credentials.load(issued.settings(caller))) {
      ManagedChannel channel =
          Grpc.newChannelBuilder("127.0.0.1:" + server.getPort(), credentials.client())
              .overrideAuthority(dialled)
              .build();
      try {
        CompletableFuture<Status> ended = new CompletableFuture<>();
        begin(channel, method, ended);
        return ended.get(30, TimeUnit.SECONDS).getCode();
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private static <Q, R> void begin(
      ManagedChannel channel, MethodDescriptor<Q, R> method, CompletableFuture<Status> ended) {
    ClientCall<Q, R> call = channel.newCall(method, CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            ended.complete(status);
          }
        },
        new Metadata());
    call.request(1);
    call.sendMessage(method.parseRequest(InputStream.nullInputStream()));
    call.halfClose();
  }
}
