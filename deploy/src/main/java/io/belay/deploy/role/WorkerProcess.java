package io.belay.deploy.role;

import com.typesafe.config.Config;
import io.belay.coordinator.page.Page;
import io.belay.deploy.process.Actors;
import io.belay.deploy.process.ExitStatus;
import io.belay.deploy.process.Interruption;
import io.belay.deploy.process.Role;
import io.belay.deploy.process.RoleSections;
import io.belay.error.BelayException;
import io.belay.wire.security.Credentials;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.belay.worker.SamplingCounters;
import io.belay.worker.WorkerActor;
import io.belay.worker.WorkerConfig;
import io.belay.worker.WorkerSettings;
import io.belay.worker.environment.EnvironmentRegistry;
import io.belay.worker.metrics.WorkerMetrics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that samples. It is no member of the cluster: it dials out, and serves nothing but its
 * page.
 */
public final class WorkerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /** What a drain may take beyond the worker's own limit, which ends the waiting for a block. */
  private static final Duration DRAIN_MARGIN = Duration.ofSeconds(5);

  private WorkerProcess() {}

  /** The worker's settings, its name and slots from the machine where none are given. */
  public static WorkerSettings settings(Config config) {
    return WorkerConfig.read(
        RoleSections.ofModules(config).getConfig("belay.worker"),
        hostName() + "-" + ProcessHandle.current().pid(),
        Runtime.getRuntime().availableProcessors());
  }

  /** How long the process takes at most to go once it is asked to; a supervisor grants more. */
  public static Duration timeToGo(Config config) {
    return timeToGo(settings(config));
  }

  private static Duration timeToGo(WorkerSettings settings) {
    return settings.drainTimeout().plus(DRAIN_MARGIN);
  }

  /**
   * Samples until it is asked to go, by a signal or by the coordinator.
   *
   * @param environments that it offers beside those of its settings
   * @return the exit status
   */
  public static int run(RoleSetup setup, EnvironmentRegistry environments) {
    WorkerSettings settings = settings(setup.config());
    EnvironmentRegistry offered = environments.with(settings.environments());
    setup.warn(LOG);
    SamplingCounters counters = new SamplingCounters();
    try (Credentials credentials = Credentials.load(setup.security());
        RoleMeters meters = new RoleMeters(setup.version(), "worker", new WorkerMetrics(counters));
        Page page =
            Page.start(
                RoleSections.workerPage(setup.config()), meters::scrape, () -> obstacle(counters));
        Actors actors = Actors.begin(setup.config());
        Interruption interruption = Interruption.handle()) {
      introduce(setup, settings, page);
      Role<WorkerActor.Command> worker =
          actors.start(
              "worker",
              WorkerActor.create(
                  settings, offered, new GrpcTransport(setup.transport(), credentials), counters));
      CompletableFuture.anyOf(worker.ended().exceptionally(failed -> null), interruption.first())
          .join();
      if (!worker.ended().isDone()) {
        String signal = "SIG" + interruption.first().join().getName();
        LOG.info(
            "draining ({}), within {} s; once more ends at once",
            signal,
            timeToGo(settings).toSeconds());
        worker.actor().tell(new WorkerActor.DrainWorker("the worker was told to go by " + signal));
      }
      return end(worker, timeToGo(settings));
    }
  }

  private static void introduce(RoleSetup setup, WorkerSettings settings, Page page) {
    setup
        .terminal()
        .line(
            "Worker: %s, slots=%d, coordinators %s, metrics at http://%s:%d/metrics"
                .formatted(
                    settings.workerId(),
                    settings.slots(),
                    settings.coordinators().stream()
                        .map(GrpcAddress::toString)
                        .collect(Collectors.joining(", ")),
                    page.address().getHostString(),
                    page.address().getPort()));
  }

  private static Optional<String> obstacle(SamplingCounters counters) {
    return counters.registered()
        ? Optional.empty()
        : Optional.of("this worker is registered with no coordinator");
  }

  private static int end(Role<?> worker, Duration patience) {
    try {
      worker.ended().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      LOG.info("drained");
      return ExitStatus.DONE;
    } catch (TimeoutException e) {
      throw BelayException.fatal(
          "a worker drains in time; its blocks are leased to others: waited=" + patience, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof CompletionException c ? c.getCause() : e.getCause();
      throw cause instanceof BelayException stated
          ? stated
          : BelayException.fatal("a worker samples as long as it lives: " + cause, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BelayException.fatal("the end of a worker is not disturbed", e);
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "worker";
    }
  }
}
