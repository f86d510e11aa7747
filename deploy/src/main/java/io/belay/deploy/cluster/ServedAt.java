package io.belay.deploy.cluster;

import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcAddress.Tcp;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Where the members of the cluster serve gRPC. Each announces it as a role beside its own, because
 * roles are what every member knows of every other from the moment that it joins.
 */
public final class ServedAt {
  private static final String PREFIX = "serves=";

  private ServedAt() {}

  static String role(Tcp address) {
    return PREFIX + address;
  }

  /** Where the active member of a role serves: the oldest one that is up; empty where none is. */
  public static Optional<GrpcAddress> active(ActorSystem<?> system, ClusterRole role) {
    return oldest(system, role).flatMap(ServedAt::of);
  }

  /** Whether there is an active member of a role and this node hears it. */
  public static boolean reachable(ActorSystem<?> system, ClusterRole role) {
    return oldest(system, role)
        .filter(member -> !Cluster.get(system).state().getUnreachable().contains(member))
        .isPresent();
  }

  private static Optional<Member> oldest(ActorSystem<?> system, ClusterRole role) {
    return StreamSupport.stream(
            Cluster.get(system).state().getMembers().spliterator(), /* parallel= */ false)
        .filter(member -> member.hasRole(role.toString()))
        .filter(member -> member.status() == MemberStatus.up())
        .min(Comparator.comparing(member -> member, ServedAt::byAge));
  }

  private static int byAge(Member a, Member b) {
    return a.equals(b) ? 0 : a.isOlderThan(b) ? -1 : 1;
  }

  private static Optional<GrpcAddress> of(Member member) {
    return member.getRoles().stream()
        .filter(role -> role.startsWith(PREFIX))
        .map(role -> GrpcAddress.parse(role.substring(PREFIX.length())))
        .findFirst();
  }
}
