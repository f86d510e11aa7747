package io.belay.deploy.cluster;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.kubernetes.Flow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The TCP connections between processes of this machine, as Linux lists them: who dialled whom, at
 * which of its ports.
 *
 * <p>A socket of a process is a link in {@code /proc/PID/fd} with a number, by which {@code
 * /proc/PID/net/tcp} has its addresses. Who listens at the other end's port was dialled.
 */
public final class Connections {
  private static final String ESTABLISHED = "01";

  /** Roles by process, and what processes listen at. */
  private final Map<Long, String> roles = new LinkedHashMap<>();

  private final Map<Integer, Listener> listeners = new LinkedHashMap<>();

  /**
   * @param use grpc, remoting or http
   */
  private record Listener(long pid, String role, String use) {}

  /** A socket, with the port at each end. */
  private record Socket(int here, int there) {}

  private Connections() {}

  /** Whether this machine lists connections in this way. */
  public static boolean areListed() {
    return Files.isReadable(Path.of("/proc/self/net/tcp"));
  }

  /** Those of the processes of a cluster that run. */
  public static Connections of(ClusterProcesses cluster) {
    Connections connections = new Connections();
    cluster
        .running()
        .forEach(member -> {
          String role = member.name().replaceAll("[0-9]+$", "");
          connections.roles.put(member.pid(), role);
          cluster
              .ports(member)
              .forEach((use, port) ->
                  connections.listeners.put(port, new Listener(member.pid(), role, use)));
        });
    return connections;
  }

  /** Waits for a connection, beside which there are none but those that policies let through. */
  static void await(ClusterProcesses cluster, Flow wanted) {
    if (areListed()) {
      Awaitility.await("a connection " + wanted)
          .atMost(ClusterProcesses.LIMIT)
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(() -> assertThat(of(cluster).flows()).contains(wanted));
      assertThat(of(cluster).flows()).isSubsetOf(Flow.ALL);
    }
  }

  /** Also those that another process opens. */
  public Connections with(String role, long pid) {
    roles.put(pid, role);
    return this;
  }

  /** What is open now. */
  public Set<Flow> flows() {
    Set<Flow> flows = new HashSet<>();
    roles.forEach((pid, role) -> {
      for (Socket socket : sockets(pid)) {
        Listener dialled = listeners.get(socket.there());
        if (dialled != null && dialled.pid() != pid && !listeners.containsKey(socket.here())) {
          flows.add(new Flow(role, dialled.role(), dialled.use()));
        }
      }
    });
    return flows;
  }

  private static Set<Socket> sockets(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> own = inodes(process.resolve("fd"));
    return Stream.of("net/tcp", "net/tcp6")
        .flatMap(file -> lines(process.resolve(file)))
        .map(line -> line.strip().split("\\s+"))
        .filter(open(own))
        .map(fields -> new Socket(port(fields[1]), port(fields[2])))
        .collect(toSet());
  }

  private static Predicate<String[]> open(Set<String> own) {
    return fields -> fields.length > 9 && fields[3].equals(ESTABLISHED) && own.contains(fields[9]);
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
  }

  private static Set<String> inodes(Path descriptors) {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> links = Files.list(descriptors)) {
      for (Path link : links.toList()) {
        try {
          String target = Files.readSymbolicLink(link).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring(8, target.length() - 1));
          }
        } catch (NoSuchFileException closed) {
          // Between the listing and the look.
          continue;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return inodes;
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).stream() : Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
