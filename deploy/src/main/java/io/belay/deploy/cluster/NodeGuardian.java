package io.belay.deploy.cluster;

import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.MemberUp;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/** The root of a node's actors: says who comes, goes, and is out of sight. */
final class NodeGuardian {
  private final Address self;
  private final NodeListener listener;

  private NodeGuardian(ActorContext<ClusterDomainEvent> context, NodeListener listener) {
    Cluster cluster = Cluster.get(context.getSystem());
    this.self = cluster.selfMember().address();
    this.listener = listener;
    cluster.subscriptions().tell(Subscribe.create(context.getSelf(), ClusterDomainEvent.class));
  }

  static Behavior<ClusterDomainEvent> create(NodeListener listener) {
    return Behaviors.setup(context -> {
      NodeGuardian guardian = new NodeGuardian(context, listener);
      return Behaviors.receiveMessage(event -> {
        guardian.onEvent(event);
        return Behaviors.same();
      });
    });
  }

  /** Of the many kinds of events, four are of interest to people. */
  private void onEvent(ClusterDomainEvent event) {
    if (event instanceof MemberUp up) {
      listener.changed(
          isSelf(up.member()) ? "joined the cluster" : "node joined: " + name(up.member()));
    } else if (event instanceof MemberRemoved removed && !isSelf(removed.member())) {
      listener.changed("node gone: " + name(removed.member()));
    } else if (event instanceof UnreachableMember lost) {
      listener.changed("node out of sight: " + name(lost.member()));
    } else if (event instanceof ReachableMember back) {
      listener.changed("node in sight again: " + name(back.member()));
    }
  }

  private boolean isSelf(Member member) {
    return member.address().equals(self);
  }

  private static String name(Member member) {
    for (ClusterRole role : ClusterRole.values()) {
      if (member.hasRole(role.toString())) {
        return role + " " + member.address().hostPort().replaceFirst("^[^@]*@", "");
      }
    }
    return member.address().hostPort();
  }
}
