package io.belay.worker;

import io.belay.wire.transport.GrpcAddress;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The coordinators that a worker knows, one of them active: a channel to the one that it tries or
 * has its session with, and the way to the next.
 *
 * <p>A coordinator that stands by refuses sessions, so going round the list ends at the active one.
 * Not thread-safe.
 */
final class Coordinators {
  private final List<GrpcAddress> addresses;
  private final Function<GrpcAddress, ManagedChannel> channels;
  private int current;
  private @Nullable ManagedChannel channel;

  /**
   * Nothing is connected yet.
   *
   * @param addresses at least one
   */
  Coordinators(List<GrpcAddress> addresses, Function<GrpcAddress, ManagedChannel> channels) {
    this.addresses = addresses;
    this.channels = channels;
  }

  /** The coordinator to try now. */
  GrpcAddress address() {
    return addresses.get(current);
  }

  /** The channel to it. */
  ManagedChannel channel() {
    ManagedChannel open = channel;
    if (open == null) {
      open = channels.apply(address());
      channel = open;
    }
    return open;
  }

  /** Turns to the next one, which is the same where there is only one. */
  void turn() {
    if (addresses.size() > 1) {
      close();
      current = (current + 1) % addresses.size();
    }
  }

  /** Lets the channel go; calls under way still end. */
  void close() {
    ManagedChannel open = channel;
    channel = null;
    if (open != null) {
      open.shutdown();
    }
  }
}
