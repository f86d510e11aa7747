package io.belay.coordinator;

import com.typesafe.config.Config;
import io.belay.coordinator.lease.LeaseSettings;
import io.belay.coordinator.page.PageSettings;
import io.belay.coordinator.run.RunSettings;
import io.belay.coordinator.service.RunServiceSettings;
import io.belay.coordinator.service.SessionSettings;
import io.belay.coordinator.worker.WorkerSettings;
import io.belay.error.BelayException;
import io.belay.settings.SettingsReader;

/**
 * The coordinator's configuration, a record a subtree; {@code reference.conf} says what each key
 * means.
 */
public record CoordinatorSettings(
    RunSettings run,
    LeaseSettings lease,
    WorkerSettings worker,
    SessionSettings session,
    RunServiceSettings runService,
    PageSettings page) {

  /**
   * Reads {@code belay.coordinator}.
   *
   * @throws BelayException {@code INVALID_REQUEST} with every problem, one a line
   */
  public static CoordinatorSettings from(Config config) {
    SettingsReader reader = new SettingsReader(config, "belay.coordinator");
    RunSettings run =
        reader.read(
            "run",
            keys ->
                new RunSettings(
                    keys.whole("max-block-failures"),
                    keys.duration("gather-timeout"),
                    keys.duration("worker-wait-timeout"),
                    keys.duration("start-timeout"),
                    keys.duration("stop-timeout"),
                    keys.duration("learner-timeout"),
                    keys.duration("learner-wait-timeout"),
                    keys.whole("max-queued-runs")));
    LeaseSettings lease =
        reader.read(
            "lease",
            keys ->
                new LeaseSettings(
                    keys.duration("deadline-floor"),
                    keys.whole("deadline-factor"),
                    keys.duration("rebalance-interval")));
    WorkerSettings worker =
        reader.read(
            "worker",
            keys ->
                new WorkerSettings(
                    keys.duration("heartbeat-interval"),
                    keys.duration("heartbeat-timeout"),
                    keys.whole("max-workers")));
    SessionSettings session =
        reader.read(
            "session",
            keys ->
                new SessionSettings(
                    keys.duration("registration-timeout"), keys.whole("outbound-messages")));
    RunServiceSettings runService =
        reader.read(
            "run-service", keys -> new RunServiceSettings(keys.duration("request-timeout")));
    PageSettings page =
        reader.read(
            "page",
            keys ->
                new PageSettings(
                    keys.text("host"), keys.whole("port"), keys.duration("request-timeout")));
    reader.refuseProblems();
    if (run == null
        || lease == null
        || worker == null
        || session == null
        || runService == null
        || page == null) {
      throw new IllegalStateException(
          "a subtree that cannot be read is a problem that was refused");
    }
    return new CoordinatorSettings(run, lease, worker, session, runService, page);
  }
}
