package io.belay.wire.transport;

import io.belay.wire.security.Credentials;
import io.belay.wire.security.RefusalListener;
import io.belay.wire.security.RefusalTracer;
import io.grpc.BindableService;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ServerBuilder;
import io.grpc.ServerCredentials;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Builds servers and channels for an address.
 *
 * <p>Both ends call back on the thread that brings the message (a direct executor), so that a
 * hand-over within one JVM costs no change of thread. In return no service and no observer may
 * block: they decode, and tell an actor.
 *
 * <p>Over TCP a server has a gate before its services and a channel shows what the gate asks for,
 * as the {@link Credentials} say. Within one JVM messages are handed over by reference and not
 * framed, so neither credentials nor size limit nor keepalive apply there.
 */
public final class GrpcTransport {
  private final TransportSettings settings;
  private final Optional<Credentials> credentials;

  /** Plaintext without a gate: for roles that share a JVM, and its loopback at most. */
  public GrpcTransport(TransportSettings settings) {
    this.settings = settings;
    credentials = Optional.empty();
  }

  /**
   * Secured as the credentials say.
   *
   * @param credentials stay open for as long as servers and channels are used
   */
  public GrpcTransport(TransportSettings settings, Credentials credentials) {
    this.settings = settings;
    this.credentials = Optional.of(credentials);
  }

  /** A server whose refusals nobody counts: for roles that share a JVM. */
  public ServerBuilder<?> server(GrpcAddress address, List<? extends BindableService> services) {
    return server(address, services, RefusalListener.NONE);
  }

  /**
   * A server for these services, not yet started. The caller may add tracers; an interceptor that
   * it adds runs before the gate.
   *
   * @param refusals is told of every call that was refused
   */
  public ServerBuilder<?> server(
      GrpcAddress address, List<? extends BindableService> services, RefusalListener refusals) {
    ServerBuilder<?> builder =
        switch (address) {
          case GrpcAddress.InProcess inProcess -> InProcessServerBuilder.forName(inProcess.name());
          case GrpcAddress.Tcp tcp -> netty(tcp);
        };
    boolean framed = address instanceof GrpcAddress.Tcp;
    for (BindableService service : services) {
      ServerServiceDefinition definition = service.bindService();
      builder.addService(framed ? ReadableRequests.of(definition) : definition);
    }
    if (refusals != RefusalListener.NONE) {
      builder.addStreamTracerFactory(new RefusalTracer(refusals));
    }
    return builder.directExecutor();
  }

  /** A channel to the server at this address; it connects with its first call. */
  public ManagedChannel channel(GrpcAddress address) {
    return switch (address) {
      case GrpcAddress.InProcess inProcess ->
          InProcessChannelBuilder.forName(inProcess.name()).directExecutor().disableRetry().build();
      case GrpcAddress.Tcp tcp -> netty(tcp, credentials);
    };
  }

  private ManagedChannel netty(GrpcAddress.Tcp tcp, Optional<Credentials> shown) {
    ChannelCredentials security =
        shown.map(Credentials::client).orElseGet(InsecureChannelCredentials::create);
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(tcp.host(), tcp.port(), security)
            .directExecutor()
            // Retrying is the caller's business: only it knows what may be sent twice.
            .disableRetry()
            .maxInboundMessageSize(settings.maxInboundMessageBytes())
            .keepAliveTime(settings.keepAliveTime().toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(settings.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveWithoutCalls(true);
    shown.flatMap(Credentials::bearer).ifPresent(builder::intercept);
    return builder.build();
  }

  private NettyServerBuilder netty(GrpcAddress.Tcp tcp) {
    ServerCredentials security =
        credentials.map(Credentials::server).orElseGet(InsecureServerCredentials::create);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(tcp.host(), tcp.port()), security)
            .maxInboundMessageSize(settings.maxInboundMessageBytes())
            .maxConcurrentCallsPerConnection(settings.maxConcurrentCallsPerConnection())
            .keepAliveTime(settings.keepAliveTime().toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(settings.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .permitKeepAliveTime(settings.permitKeepAliveTime().toMillis(), TimeUnit.MILLISECONDS)
            .permitKeepAliveWithoutCalls(true);
    credentials.map(Credentials::gate).ifPresent(builder::intercept);
    return builder;
  }
}
