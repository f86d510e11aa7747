package io.belay.coordinator.service;

import io.belay.coordinator.worker.WorkerInbox;
import io.belay.coordinator.worker.WorkerLink;
import io.belay.session.FromWorker;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An inbox that keeps what it hears and acknowledges nothing by itself. */
final class RecordedInbox implements WorkerInbox {
  final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  final BlockingQueue<Closed> closed = new LinkedBlockingQueue<>();

  @Override
  public void received(WorkerLink link, FromWorker message) {
    received.add(new Received(link, message));
  }

  @Override
  public void closed(WorkerLink link, String reason) {
    closed.add(new Closed(link, reason));
  }

  record Received(WorkerLink link, FromWorker message) {}

  record Closed(WorkerLink link, String reason) {}
}
