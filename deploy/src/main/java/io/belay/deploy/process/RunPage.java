package io.belay.deploy.process;

import io.belay.coordinator.metrics.MetricsFeed;
import io.belay.coordinator.page.Page;
import io.belay.coordinator.page.PageSettings;
import io.belay.coordinator.page.RunReadiness;
import io.belay.coordinator.page.live.LiveRun;
import io.belay.coordinator.run.RunListener;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The page of a run that has this process to itself, from its opening to {@link #close()}. */
public final class RunPage implements AutoCloseable {
  private static final Duration SCRAPE_TIMEOUT = Duration.ofSeconds(5);

  private final MetricsFeed metrics;
  private final RunReadiness readiness = new RunReadiness();
  private final LiveRun live = new LiveRun(Clock.systemUTC());
  private final CompletableFuture<Page> page;

  private RunPage(PageSettings settings, String version) {
    metrics = new MetricsFeed(version, "train", SCRAPE_TIMEOUT);
    page =
        CompletableFuture.supplyAsync(
            () -> Page.start(settings, metrics::scrape, readiness, () -> Optional.of(live)));
  }

  /**
   * Opens the page. Nobody waits for it: it binds its address while the run starts.
   *
   * @param version of Belay, for the metrics
   */
  public static RunPage open(PageSettings settings, String version) {
    return new RunPage(settings, version);
  }

  /** All that is to follow the run. */
  public List<RunListener> listeners() {
    return List.of(readiness, live, metrics);
  }

  /** Where it is served; waits until it is. */
  public InetSocketAddress address() {
    return Actors.await(page).address();
  }

  @Override
  public void close() {
    page.thenAccept(Page::close);
    metrics.close();
  }
}
