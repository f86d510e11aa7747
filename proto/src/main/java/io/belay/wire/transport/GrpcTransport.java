package io.belay.wire.transport;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Builds servers and channels for an address.
 *
 * <p>Both ends call back on the thread that brings the message (a direct executor), so that a
 * hand-over within one JVM costs no change of thread. In return no service and no observer may
 * block: they decode, and tell an actor.
 *
 * <p>Within one JVM messages are handed over by reference and not framed, so neither size limit nor
 * keepalive applies there.
 */
public final class GrpcTransport {
  private final TransportSettings settings;

  public GrpcTransport(TransportSettings settings) {
    this.settings = settings;
  }

  /** A server for these services, not yet started; the caller may add interceptors and tracers. */
  public ServerBuilder<?> server(GrpcAddress address, List<? extends BindableService> services) {
    ServerBuilder<?> builder =
        switch (address) {
          case GrpcAddress.InProcess inProcess -> InProcessServerBuilder.forName(inProcess.name());
          case GrpcAddress.Tcp tcp -> netty(tcp);
        };
    services.forEach(builder::addService);
    return builder.directExecutor();
  }

  /** A channel to the server at this address; it connects with its first call. */
  public ManagedChannel channel(GrpcAddress address) {
    return switch (address) {
      case GrpcAddress.InProcess inProcess ->
          InProcessChannelBuilder.forName(inProcess.name()).directExecutor().disableRetry().build();
      case GrpcAddress.Tcp tcp ->
          NettyChannelBuilder.forAddress(tcp.host(), tcp.port())
              .usePlaintext()
              .directExecutor()
              // Retrying is the caller's business: only it knows what may be sent twice.
              .disableRetry()
              .maxInboundMessageSize(settings.maxInboundMessageBytes())
              .keepAliveTime(settings.keepAliveTime().toMillis(), TimeUnit.MILLISECONDS)
              .keepAliveTimeout(settings.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
              .keepAliveWithoutCalls(true)
              .build();
    };
  }

  private NettyServerBuilder netty(GrpcAddress.Tcp tcp) {
    return NettyServerBuilder.forAddress(new InetSocketAddress(tcp.host(), tcp.port()))
        .maxInboundMessageSize(settings.maxInboundMessageBytes())
        .maxConcurrentCallsPerConnection(settings.maxConcurrentCallsPerConnection())
        .keepAliveTime(settings.keepAliveTime().toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveTimeout(settings.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveTime(settings.permitKeepAliveTime().toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveWithoutCalls(true);
  }
}
