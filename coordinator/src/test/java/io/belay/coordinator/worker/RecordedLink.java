package io.belay.coordinator.worker;

import io.belay.session.FromCoordinator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A link that keeps what it was told. */
public final class RecordedLink implements WorkerLink {
  private final List<FromCoordinator> sent = new CopyOnWriteArrayList<>();
  private volatile int handled;
  private volatile @Nullable SessionEnd end;
  private volatile String message = "";

  @Override
  public void send(FromCoordinator message) {
    sent.add(message);
  }

  @Override
  public synchronized void handled() {
    handled++;
  }

  @Override
  public void end(SessionEnd end, String message) {
    this.message = message;
    this.end = end;
  }

  public List<FromCoordinator> sent() {
    return List.copyOf(sent);
  }

  /** What was sent of one kind, in order. */
  public <T extends FromCoordinator> List<T> sent(Class<T> kind) {
    return sent.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public int handledCount() {
    return handled;
  }

  public @Nullable SessionEnd end() {
    return end;
  }

  public String endMessage() {
    return message;
  }
}
