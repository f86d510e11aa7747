package io.belay.deploy.role;

import io.belay.deploy.cluster.ClusterRole;
import io.belay.deploy.cluster.ServedAt;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * A channel to the cluster's active learner, as long as that is another process; a new one after
 * each hand-over.
 */
final class ActiveLearner implements Supplier<Optional<Channel>>, AutoCloseable {
  private final GrpcTransport transport;
  private final GrpcAddress self;
  private volatile @Nullable ActorSystem<?> system;
  private @Nullable GrpcAddress address;
  private @Nullable ManagedChannel channel;

  /**
   * No cluster yet.
   *
   * @param self where this process serves
   */
  ActiveLearner(GrpcTransport transport, GrpcAddress self) {
    this.transport = transport;
    this.self = self;
  }

  /** The cluster is the one that this actor system is in. */
  void in(ActorSystem<?> joined) {
    system = joined;
  }

  @Override
  public synchronized Optional<Channel> get() {
    ActorSystem<?> joined = system;
    Optional<GrpcAddress> active =
        joined == null ? Optional.empty() : ServedAt.active(joined, ClusterRole.LEARNER);
    if (active.isEmpty() || active.get().equals(self)) {
      close();
      return Optional.empty();
    }
    if (channel == null || !active.get().equals(address)) {
      close();
      address = active.get();
      channel = transport.channel(active.get());
    }
    return Optional.of(channel);
  }

  @Override
  public synchronized void close() {
    if (channel != null) {
      channel.shutdownNow();
      channel = null;
    }
  }
}
