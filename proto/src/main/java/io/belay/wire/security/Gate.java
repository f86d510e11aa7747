package io.belay.wire.security;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Lets a call through to its service, or ends it before the service has seen a byte of it. */
final class Gate implements ServerInterceptor {
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Admission admission;

  Gate(Admission admission) {
    this.admission = admission;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Status verdict =
        admission.judge(
            call.getMethodDescriptor().getFullMethodName(),
            certificate(call),
            Optional.ofNullable(headers.get(AUTHORIZATION)));
    if (verdict.isOk()) {
      return next.startCall(call, headers);
    }
    call.close(verdict, new Metadata());
    return new ServerCall.Listener<>() {};
  }

  private static Optional<X509Certificate> certificate(ServerCall<?, ?> call) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      return Optional.empty();
    }
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate shown
          ? Optional.of(shown)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      // The caller connected without a certificate, which it may where tokens are taken.
      return Optional.empty();
    }
  }
}
