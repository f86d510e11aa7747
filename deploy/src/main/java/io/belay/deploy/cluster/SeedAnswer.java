package io.belay.deploy.cluster;

import io.belay.wire.transport.GrpcAddress.Tcp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** What becomes of an attempt to open a connection to a seed node's remoting port. */
enum SeedAnswer {
  /** A process listens there. */
  LISTENS,
  /** The machine answers and nobody listens: the node is down. */
  REFUSES,
  /** No answer, or no way there: the node may be up and out of sight. */
  SILENT;

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final String REFUSED = "refused";

  /** Asks a seed node; takes half a second at most. */
  static SeedAnswer of(Tcp seed) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(seed.host(), seed.port()), Math.toIntExact(PATIENCE.toMillis()));
      return LISTENS;
    } catch (ConnectException e) {
      // The same class stands for "no route to host", which says nothing of the node.
      return String.valueOf(e.getMessage()).contains(REFUSED) ? REFUSES : SILENT;
    } catch (IOException e) {
      return SILENT;
    }
  }
}
