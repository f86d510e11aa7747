package io.belay.deploy.client;

import io.belay.deploy.console.DurationText;
import io.belay.error.BelayException;
import io.belay.v1.GetStatusReply;
import io.belay.v1.GetStatusRequest;
import io.belay.v1.RunServiceGrpc;
import io.belay.v1.RunServiceGrpc.RunServiceBlockingStub;
import io.belay.v1.StopRunReply;
import io.belay.v1.StopRunRequest;
import io.belay.v1.SubmitRunReply;
import io.belay.v1.SubmitRunRequest;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a cluster, as its active coordinator answers for them.
 *
 * <p>A coordinator that stands by or does not answer is passed over for the next one, round and
 * round, until the patience of the settings is over. Every call may be made twice without harm.
 * Used by one thread.
 */
public final class RunClient implements AutoCloseable {
  /** Wait after a round in which nobody was active. */
  private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final ClientSettings settings;
  private final GrpcTransport transport;
  private final Consumer<String> notices;
  private boolean noticed;
  private int current;
  private @Nullable ManagedChannel channel;

  /**
   * Nothing is connected yet.
   *
   * @param notices is told once, in a sentence, that nobody is active and that this waits
   */
  public RunClient(ClientSettings settings, GrpcTransport transport, Consumer<String> notices) {
    this.settings = settings;
    this.transport = transport;
    this.notices = notices;
  }

  /** How long an active coordinator is looked for, and waited for until it knows all runs. */
  Duration patience() {
    return settings.patience();
  }

  /** Puts a run into the book; the same one again changes nothing. */
  public SubmitRunReply submit(SubmitRunRequest request) {
    return call(stub -> stub.submitRun(request));
  }

  /** All that the coordinator knows. */
  public GetStatusReply status() {
    return call(stub -> stub.getStatus(GetStatusRequest.getDefaultInstance()));
  }

  /** Ends a run. */
  public StopRunReply stop(String runId, String reason) {
    StopRunRequest request = StopRunRequest.newBuilder().setRunId(runId).setReason(reason).build();
    return call(stub -> stub.stopRun(request));
  }

  @Override
  public void close() {
    ManagedChannel open = channel;
    channel = null;
    if (open != null) {
      open.shutdownNow();
    }
  }

  private <R> R call(Function<RunServiceBlockingStub, R> call) {
    long deadline = System.nanoTime() + settings.patience().toNanos();
    while (true) {
      try {
        return call.apply(
            RunServiceGrpc.newBlockingStub(channel())
                .withDeadlineAfter(settings.callTimeout().toNanos(), TimeUnit.NANOSECONDS));
      } catch (StatusRuntimeException e) {
        Status status = e.getStatus();
        boolean passing =
            status.getCode() == Status.Code.UNAVAILABLE
                || status.getCode() == Status.Code.DEADLINE_EXCEEDED;
        if (!passing) {
          throw refused(status);
        }
        if (System.nanoTime() - deadline > 0) {
          throw nobody(status);
        }
        next(status);
      }
    }
  }

  private ManagedChannel channel() {
    ManagedChannel open = channel;
    if (open == null) {
      open = transport.channel(address());
      channel = open;
    }
    return open;
  }

  private GrpcAddress address() {
    return settings.coordinators().get(current);
  }

  private void next(Status status) {
    close();
    current = (current + 1) % settings.coordinators().size();
    if (current == 0) {
      if (!noticed) {
        noticed = true;
        notices.accept(
            "waiting up to %s for an active coordinator: coordinators=%s (%s)"
                .formatted(
                    DurationText.of(settings.patience()),
                    settings.coordinators(),
                    described(status)));
      }
      LockSupport.parkNanos(ROUND_NANOS);
    }
  }

  private BelayException nobody(Status status) {
    return BelayException.retryable(
        "no active coordinator answers; start one, or use --coordinator: coordinators=%s, waited=%s (%s)"
            .formatted(settings.coordinators(), settings.patience(), described(status)),
        status.asException());
  }

  /** What the coordinator refuses for good, in its own words. */
  private BelayException refused(Status status) {
    return switch (status.getCode()) {
      case INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION ->
          BelayException.invalid(described(status));
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          BelayException.fatal(
              "the coordinator lets this caller in: coordinator=%s, %s"
                  .formatted(address(), described(status)));
      default ->
          BelayException.fatal(
              "a coordinator serves gRPC at its address (belay.coordinator.grpc.port, 7700 unless set): coordinator=%s, %s: %s"
                  .formatted(address(), status.getCode(), described(status)));
    };
  }

  private static String described(Status status) {
    String description = status.getDescription();
    Throwable cause = status.getCause();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = description == null ? status.getCode().toString() : description;
    return cause == null || cause.getMessage() == null ? text : text + ": " + cause.getMessage();
  }
}
