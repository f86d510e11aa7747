package io.belay.deploy.cluster;

import io.belay.deploy.cluster.SeedJudge.Sight;
import io.belay.deploy.cluster.SeedJudge.Verdict;
import io.belay.error.BelayException;
import io.belay.wire.transport.GrpcAddress.Tcp;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.CoordinatedShutdown.Reason;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** A node from its start to the end of its actor system. */
final class Incarnation {
  private final ActorSystem<?> system;
  private final CoordinatedShutdown shutdown;
  private final boolean cutOff;
  private final List<Tcp> earlier;
  private final List<Tcp> later;
  private final SeedJudge judge = new SeedJudge();

  private Incarnation(ActorSystem<?> system, boolean cutOff, List<Tcp> earlier, List<Tcp> later) {
    this.system = system;
    this.shutdown = CoordinatedShutdown.get(system);
    this.cutOff = cutOff;
    this.earlier = earlier;
    this.later = later;
  }

  /**
   * Starts an actor system that looks for the cluster.
   *
   * @param seeds all seed nodes, the founder first
   * @param cutOff whether this node must not be one of them, because it was downed before
   * @throws BelayException {@code INVALID_REQUEST} where its address cannot be bound
   */
  static Incarnation begin(NodePlan plan, List<Tcp> seeds, boolean cutOff, NodeListener listener) {
    Tcp self = plan.settings().node();
    int place = seeds.contains(self) ? seeds.indexOf(self) : seeds.size();
    List<Tcp> earlier = seeds.subList(0, place);
    List<Tcp> later = seeds.subList(Math.min(place + 1, seeds.size()), seeds.size());
    List<Tcp> asked =
        cutOff ? seeds.stream().filter(seed -> !seed.equals(self)).toList() : List.copyOf(seeds);
    try {
      ActorSystem<?> system =
          ActorSystem.create(
              NodeGuardian.create(listener), ClusterConfig.SYSTEM, ClusterConfig.of(plan, asked));
      return new Incarnation(system, cutOff, earlier, later);
    } catch (RuntimeException e) {
      throw notBound(plan.settings(), e);
    }
  }

  ActorSystem<?> system() {
    return system;
  }

  /** Completed when the actor system has ended. */
  CompletableFuture<Done> ended() {
    return system.getWhenTerminated().toCompletableFuture();
  }

  /** Why it ended or is about to. */
  Optional<Reason> reason() {
    return shutdown.getShutdownReason();
  }

  /** Hands over, leaves and ends the actor system. */
  void leave(Reason reason) {
    shutdown.runAll(reason);
  }

  /** What to do about the cluster as it is now; takes half a second a seed node at most. */
  Verdict look(long now) {
    CurrentClusterState state = Cluster.get(system).state();
    Member self = Cluster.get(system).selfMember();
    boolean member = self.status() == MemberStatus.up() || self.status() == MemberStatus.weaklyUp();
    int members = 0;
    for (Member unused : state.getMembers()) {
      members++;
    }
    boolean alone = member && members == 1;
    if (member ? !alone : !cutOff) {
      return judge.judge(new Sight(member, alone, cutOff, List.of(), List.of()), now);
    }
    return judge.judge(
        new Sight(
            member,
            alone,
            cutOff,
            earlier.stream().map(SeedAnswer::of).toList(),
            later.stream().map(SeedAnswer::of).toList()),
        now);
  }

  private static BelayException notBound(ClusterSettings settings, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException || String.valueOf(cause.getMessage()).contains("Bind")) {
        return BelayException.invalid(
            "remoting needs a free address of this machine: bind-host=%s, port=%d; set another belay.cluster.port, or end the process that has it"
                .formatted(settings.bindHost(), settings.node().port()));
      }
    }
    return BelayException.fatal("a node of the cluster can be started: " + e, e);
  }
}
