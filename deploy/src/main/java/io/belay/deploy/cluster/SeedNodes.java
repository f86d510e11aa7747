package io.belay.deploy.cluster;

import io.belay.error.BelayException;
import io.belay.wire.transport.GrpcAddress.Tcp;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Where a node that starts looks for the cluster. */
sealed interface SeedNodes {

  /** Nodes that always have the same addresses, the founder first. */
  record Listed(List<Tcp> nodes) implements SeedNodes {
    public Listed {
      nodes = List.copyOf(nodes);
      if (nodes.isEmpty()) {
        throw BelayException.invalid(
            "a node knows where the cluster is; set belay.cluster.seed-nodes or belay.cluster.seed-host: seed-nodes=[]");
      }
    }
  }

  /**
   * A name whose addresses are the nodes.
   *
   * @param minimum addresses that it must have before a node looks for the cluster
   */
  record Named(String host, int port, int minimum) implements SeedNodes {
    private static final int MOST = 100;

    public Named {
      if (port < 1 || port > ClusterSettings.LAST_PORT || minimum < 1 || minimum > MOST) {
        throw BelayException.invalid(
            "nodes behind a name have a port in [1, 65535] and are between 1 and 100: seed-port=%d, seed-minimum=%d"
                .formatted(port, minimum));
      }
    }

    /** The addresses in the order of their numbers, the same at every node. */
    static List<Tcp> sorted(InetAddress[] addresses, int port) {
      return Arrays.stream(addresses)
          .sorted((a, b) -> {
            int size = Integer.compare(a.getAddress().length, b.getAddress().length);
            return size != 0 ? size : Arrays.compareUnsigned(a.getAddress(), b.getAddress());
          })
          .map(address -> new Tcp(address.getHostAddress(), port))
          .toList();
    }
  }

  /**
   * The seed nodes as they are known now, the founder first; empty while the name has too few
   * addresses. May block for as long as the resolver does.
   */
  default List<Tcp> resolve() {
    return switch (this) {
      case Listed listed -> listed.nodes();
      case Named named -> {
        try {
          List<Tcp> found = Named.sorted(InetAddress.getAllByName(named.host()), named.port());
          yield found.size() >= named.minimum() ? found : List.of();
        } catch (UnknownHostException notYet) {
          yield List.of();
        }
      }
    };
  }
}
