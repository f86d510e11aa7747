package io.belay.worker;

import io.belay.error.BelayException;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.LaneCarry;
import io.belay.v1.BlockOffer;
import io.belay.wire.transport.GrpcAddress;
import io.belay.worker.client.ArrivedPolicy;
import io.belay.worker.client.LearnerConnection;
import io.belay.worker.client.LearnerListener;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The sampling actor's way to one learner: a channel, and on it one connection after another.
 *
 * <p>Each connection has a number that its events carry, so that the last words of a lost
 * connection, of this link or of one before it, are not taken for those of the next. Owned by the
 * sampling actor; only the listener inside is called from other threads.
 */
final class LearnerLink {
  private final String runId;
  private final String workerId;
  private final String address;
  private final ManagedChannel channel;
  private final ActorRef<SamplingCommand> owner;
  private @Nullable LearnerConnection connection;
  private int number;

  /**
   * A link that is not connected yet.
   *
   * @param address the learner's, as assigned
   */
  LearnerLink(
      String runId,
      String workerId,
      String address,
      Function<GrpcAddress, ManagedChannel> channels,
      ActorRef<SamplingCommand> owner) {
    this.runId = runId;
    this.workerId = workerId;
    this.address = address;
    this.channel = channels.apply(GrpcAddress.parse(address));
    this.owner = owner;
  }

  boolean leadsTo(String otherRunId, String otherAddress) {
    return runId.equals(otherRunId) && address.equals(otherAddress);
  }

  boolean connected() {
    return connection != null;
  }

  /**
   * Opens a connection, where there is none.
   *
   * @param next gives its number, which no connection of this worker has had
   */
  void connect(IntSupplier next) {
    if (connection == null) {
      number = next.getAsInt();
      connection = LearnerConnection.open(channel, runId, workerId, new Told(number, owner));
    }
  }

  /** Whether an event is of the connection that lives now. */
  boolean current(int eventNumber) {
    return connection != null && number == eventNumber;
  }

  boolean offer(BlockOffer offer) {
    return connection != null && connection.offer(offer);
  }

  void askForPolicy() {
    if (connection != null) {
      connection.askForPolicy();
    }
  }

  void fetchCarry(int block, int iteration, Duration deadline) {
    if (connection != null) {
      connection.fetchCarry(block, iteration, deadline);
    }
  }

  /** Breaks the connection off: its peer is gone or silent. {@link #connect} may open another. */
  void abandon() {
    LearnerConnection open = connection;
    connection = null;
    if (open != null) {
      open.abort();
    }
  }

  /** Ends the connection; what was sent still arrives. {@link #connect} may open another. */
  void disconnect() {
    LearnerConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  /** Ends the connection and lets the channel go. */
  void close() {
    disconnect();
    channel.shutdown();
  }

  private record Told(int number, ActorRef<SamplingCommand> owner) implements LearnerListener {

    @Override
    public void policyArrived(ArrivedPolicy policy) {
      owner.tell(new SamplingCommand.PolicyArrived(number, policy));
    }

    @Override
    public void replied(BlockReply reply) {
      owner.tell(new SamplingCommand.Replied(number, reply));
    }

    @Override
    public void offersReady() {
      owner.tell(new SamplingCommand.OffersReady(number));
    }

    @Override
    public void carryFound(int block, int iteration, Optional<List<LaneCarry>> carries) {
      owner.tell(new SamplingCommand.CarryFound(number, block, iteration, carries));
    }

    @Override
    public void carryRefused(int block, int iteration, BelayException why) {
      owner.tell(new SamplingCommand.CarryRefused(number, block, iteration, why));
    }

    @Override
    public void runOver(String reason) {
      owner.tell(new SamplingCommand.RunOver(number, reason));
    }

    @Override
    public void lost(BelayException why) {
      owner.tell(new SamplingCommand.LinkLost(number, why));
    }
  }
}
