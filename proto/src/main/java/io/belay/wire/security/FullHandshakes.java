package io.belay.wire.security;

import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslServerSessionContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;

/**
 * A server's TLS in which every connection shows its certificate anew.
 *
 * <p>A client that has connected before may ask to resume that session, which no trust manager is
 * asked about: for two days it would be let in whatever has become of its certificate and its
 * authority. So every connection has a session context of its own, which no other's session fits.
 */
final class FullHandshakes extends SslContext {
  private static final int ID_BYTES = 16;

  private final SslContextBuilder builder;
  private final SslContext context;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param builder of a server's context; owned by this from now on
   */
  FullHandshakes(SslContextBuilder builder) throws SSLException {
    this.builder = builder;
    context = builder.build();
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator) {
    return unrelated(context -> context.newEngine(allocator));
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
    return unrelated(context -> context.newEngine(allocator, peerHost, peerPort));
  }

  @Override
  public boolean isClient() {
    return context.isClient();
  }

  @Override
  public List<String> cipherSuites() {
    return context.cipherSuites();
  }

  @Override
  public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
    return context.applicationProtocolNegotiator();
  }

  @Override
  public SSLSessionContext sessionContext() {
    return context.sessionContext();
  }

  private interface Engines {
    SSLEngine of(SslContext context);
  }

  private synchronized SSLEngine unrelated(Engines engines) {
    if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
      byte[] id = new byte[ID_BYTES];
      random.nextBytes(id);
      if (!sessions.setSessionIdContext(id)) {
        throw new IllegalStateException("a session context takes an id of 16 bytes: taken=false");
      }
      return engines.of(context);
    }
    try {
      // The JDK's own TLS, where netty's is not there: the keys of its tickets are a context's.
      return engines.of(builder.build());
    } catch (SSLException e) {
      throw new IllegalStateException("a context that was built once is built again", e);
    }
  }
}
