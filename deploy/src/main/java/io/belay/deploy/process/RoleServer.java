package io.belay.deploy.process;

import io.belay.error.BelayException;
import io.belay.wire.transport.GrpcAddress;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A gRPC server that listens, until it is closed.
 *
 * @param address where it listens, the port resolved
 */
public record RoleServer(Server server, GrpcAddress address) implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(1);

  static RoleServer start(ServerBuilder<?> builder, GrpcAddress wish) {
    try {
      Server server = builder.build().start();
      return new RoleServer(
          server,
          switch (wish) {
            case GrpcAddress.InProcess inProcess -> inProcess;
            case GrpcAddress.Tcp tcp -> new GrpcAddress.Tcp(tcp.host(), server.getPort());
          });
    } catch (IOException e) {
      throw BelayException.invalid(
          "a server needs a free address of this machine: address=%s (%s); set another host or port, or end the process that has it"
              .formatted(wish, reason(e)));
    }
  }

  private static String reason(IOException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  /** Ends all calls, at once if they do not end by themselves. */
  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
