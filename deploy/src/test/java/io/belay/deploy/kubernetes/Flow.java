package io.belay.deploy.kubernetes;

import java.util.Set;

/**
 * A connection that somebody opens.
 *
 * @param from role, or prometheus, operator, dns, anybody
 * @param to role, or dns
 * @param port what the port is for: grpc, remoting, http, dns
 */
public record Flow(String from, String to, String port) {
  /** All connections of a cluster with standbys, and of those who look at it and command it. */
  public static final Set<Flow> ALL =
      Set.of(
          new Flow("worker", "coordinator", "grpc"),
          new Flow("worker", "learner", "grpc"),
          new Flow("coordinator", "learner", "remoting"),
          new Flow("learner", "coordinator", "remoting"),
          new Flow("coordinator", "coordinator", "remoting"),
          new Flow("learner", "learner", "remoting"),
          new Flow("learner", "learner", "grpc"),
          new Flow("operator", "coordinator", "grpc"),
          new Flow("prometheus", "coordinator", "http"),
          new Flow("prometheus", "learner", "http"),
          new Flow("prometheus", "worker", "http"));

  /** Whether it is there in a cluster with one process of each control role. */
  public boolean withoutStandbys() {
    return !from.equals(to);
  }

  @Override
  public String toString() {
    return "%s → %s:%s".formatted(from, to, port);
  }
}
