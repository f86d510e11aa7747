package io.belay.wire.security;

import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Channels of clients that are not Belay's and show what they like. */
final class Strangers implements AutoCloseable {
  private final List<ManagedChannel> channels = new ArrayList<>();

  /** Speaks TLS and shows no certificate. */
  ManagedChannel withoutCertificate(int port, Path authorities) {
    try {
      return channel(
          port, TlsChannelCredentials.newBuilder().trustManager(authorities.toFile()).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shows a certificate, whether it is worth anything or not. */
  ManagedChannel withCertificate(int port, TlsFiles files, Path authorities) {
    try {
      return channel(
          port,
          TlsChannelCredentials.newBuilder()
              .keyManager(files.certificate().toFile(), files.key().toFile())
              .trustManager(authorities.toFile())
              .build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Speaks no TLS. */
  ManagedChannel plaintext(int port) {
    return channel(port, InsecureChannelCredentials.create());
  }

  /** The header in which a token is shown. */
  static ClientInterceptor authorization(String value) {
    Metadata headers = new Metadata();
    headers.put(Gate.AUTHORIZATION, value);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }

  private ManagedChannel channel(int port, ChannelCredentials credentials) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("localhost", port, credentials).disableRetry().build();
    channels.add(channel);
    return channel;
  }
}
