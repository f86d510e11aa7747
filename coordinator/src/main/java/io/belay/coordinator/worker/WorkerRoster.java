package io.belay.coordinator.worker;

import io.belay.session.FromWorker;
import io.belay.session.FromWorker.Register;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everyone who is registered now. */
public final class WorkerRoster {
  private final WorkerSettings settings;
  private final SortedMap<String, WorkerSession> byName = new TreeMap<>();
  private final Map<WorkerLink, WorkerSession> byLink = new IdentityHashMap<>();
  private long sessions;

  public WorkerRoster(WorkerSettings settings) {
    this.settings = settings;
  }

  /** Why a registration cannot be accepted now; empty where it can. */
  public Optional<SessionRefusal> refusal(WorkerLink link, Register register) {
    if (byLink.containsKey(link)) {
      return refuse(
          SessionEnd.INVALID,
          "a session registers once: workerId=%s; open another stream",
          register.workerId());
    }
    if (register.protocolVersion() != FromWorker.PROTOCOL_VERSION) {
      return refuse(
          SessionEnd.INVALID,
          "worker and coordinator speak the same protocol version: protocolVersion=%d, expected=%d; upgrade the older side",
          register.protocolVersion(),
          FromWorker.PROTOCOL_VERSION);
    }
    if (former(register).isPresent()) {
      return Optional.empty();
    }
    if (byName.containsKey(register.workerId())) {
      return refuse(
          SessionEnd.NAME_IN_USE,
          "a worker's name is unique among living sessions: workerId=%s; take another name or try again after %s",
          register.workerId(),
          settings.heartbeatTimeout());
    }
    if (byName.size() >= settings.maxWorkers()) {
      return refuse(
          SessionEnd.TOO_MANY_WORKERS,
          "no more workers than the coordinator allows: workers=%d, max-workers=%d; raise max-workers",
          byName.size(),
          settings.maxWorkers());
    }
    return Optional.empty();
  }

  /**
   * The session that a registration takes the place of: the same process had it, and a cut
   * connection left it half-open.
   */
  public Optional<WorkerSession> former(Register register) {
    return find(register.workerId())
        .filter(session -> session.instanceId().equals(register.instanceId()));
  }

  /**
   * Takes a worker in whose registration is not refused; its {@link #former} session is forgotten.
   */
  public WorkerSession admit(WorkerLink link, Register register, Instant now) {
    sessions++;
    WorkerSession session =
        new WorkerSession(link, register.workerId() + "#" + sessions, register, now);
    former(register)
        .ifPresent(former -> {
          session.succeed(former);
          remove(former.link());
        });
    byName.put(register.workerId(), session);
    byLink.put(link, session);
    return session;
  }

  /** The session of a link; empty before its registration and after its end. */
  public Optional<WorkerSession> find(WorkerLink link) {
    return Optional.ofNullable(byLink.get(link));
  }

  /** The session of a worker that is registered now. */
  public Optional<WorkerSession> find(String workerId) {
    return Optional.ofNullable(byName.get(workerId));
  }

  /** Forgets a session. */
  public Optional<WorkerSession> remove(WorkerLink link) {
    WorkerSession session = byLink.remove(link);
    if (session != null) {
      byName.remove(session.workerId());
    }
    return Optional.ofNullable(session);
  }

  /** Sessions that nothing was heard of for the heartbeat timeout. */
  public List<WorkerSession> silent(Instant now) {
    Instant latest = now.minus(settings.heartbeatTimeout());
    return byName.values().stream().filter(session -> !session.lastSeen().isAfter(latest)).toList();
  }

  /** Everyone, by name. */
  public Collection<WorkerSession> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  public int size() {
    return byName.size();
  }

  private static Optional<SessionRefusal> refuse(SessionEnd end, String rule, Object... values) {
    return Optional.of(new SessionRefusal(end, rule.formatted(values)));
  }
}
