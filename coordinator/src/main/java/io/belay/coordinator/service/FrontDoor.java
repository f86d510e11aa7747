package io.belay.coordinator.service;

import io.belay.coordinator.run.Overview;
import io.belay.coordinator.run.RunDesk;
import io.belay.coordinator.run.StopReply;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.SubmitReply;
import io.belay.coordinator.worker.SessionEnd;
import io.belay.coordinator.worker.WorkerInbox;
import io.belay.coordinator.worker.WorkerLink;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.session.FromWorker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where calls enter a process of the coordinator's role: led to the coordinator that is active
 * here, refused for a while where none is.
 *
 * <p>There is one for the life of a process, behind its gRPC services; the active coordinator opens
 * it and closes it when it goes.
 */
public final class FrontDoor implements WorkerInbox, RunDesk {
  private static final String STANDS_BY = "this coordinator stands by; ask the active one";

  private volatile @Nullable Opening current;

  /** A coordinator behind the door, from its start to its end. */
  public final class Opening implements AutoCloseable {
    private final WorkerInbox inbox;
    private final RunDesk desk;

    private Opening(WorkerInbox inbox, RunDesk desk) {
      this.inbox = inbox;
      this.desk = desk;
    }

    /** Closes the door, unless another coordinator has opened it since. */
    @Override
    public void close() {
      leave(this);
    }
  }

  /** Leads calls to a coordinator, until another one opens or this one closes. */
  public synchronized Opening open(WorkerInbox inbox, RunDesk desk) {
    Opening opened = new Opening(inbox, desk);
    current = opened;
    return opened;
  }

  /** Whether a coordinator is active here. */
  public boolean isOpen() {
    return current != null;
  }

  @Override
  public void received(WorkerLink link, FromWorker message) {
    Opening active = current;
    if (active == null) {
      link.end(SessionEnd.STANDS_BY, STANDS_BY);
    } else {
      active.inbox.received(link, message);
    }
  }

  @Override
  public void closed(WorkerLink link, String reason) {
    Opening active = current;
    if (active != null) {
      active.inbox.closed(link, reason);
    }
  }

  @Override
  public CompletionStage<SubmitReply> submit(Submission submission) {
    return ask(desk -> desk.submit(submission));
  }

  @Override
  public CompletionStage<Overview> overview() {
    return ask(RunDesk::overview);
  }

  @Override
  public CompletionStage<StopReply> stop(String runId, String reason) {
    return ask(desk -> desk.stop(runId, reason));
  }

  private <T> CompletionStage<T> ask(Function<RunDesk, CompletionStage<T>> question) {
    Opening active = current;
    return active == null
        ? CompletableFuture.failedFuture(new BelayException(ErrorCategory.RETRYABLE, STANDS_BY))
        : question.apply(active.desk);
  }

  private synchronized void leave(Opening going) {
    if (current == going) {
      current = null;
    }
  }
}
