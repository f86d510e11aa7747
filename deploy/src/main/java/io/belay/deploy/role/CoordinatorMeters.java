package io.belay.deploy.role;

import io.belay.coordinator.metrics.MetricsFeed;
import io.belay.coordinator.page.live.LiveRun;
import io.belay.coordinator.run.RunListener;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator's page shows: run and meters of the coordinator that is active in this
 * process, fresh ones each time, so that one that stands by shows nothing of a run that it has
 * left.
 */
final class CoordinatorMeters {
  private static final String ROLE = "coordinator";
  private static final Duration SCRAPE_TIMEOUT = Duration.ofSeconds(5);

  private final String version;
  private final RefusedCalls refused = new RefusedCalls();
  private volatile MetricsFeed feed;
  private volatile @Nullable LiveRun live;

  CoordinatorMeters(String version) {
    this.version = version;
    this.feed = new MetricsFeed(version, ROLE, SCRAPE_TIMEOUT);
  }

  /**
   * Fresh meters, and all that is to follow the runs of a coordinator that becomes active.
   *
   * @param others who are told after the meters
   */
  synchronized List<RunListener> activate(RunListener... others) {
    LiveRun shown = new LiveRun(Clock.systemUTC());
    live = shown;
    return Stream.concat(Stream.of(shown, replaceFeed()), Arrays.stream(others)).toList();
  }

  /** The coordinator of this process is active no more. */
  synchronized void deactivate() {
    live = null;
    replaceFeed();
  }

  private MetricsFeed replaceFeed() {
    MetricsFeed former = feed;
    MetricsFeed fresh = new MetricsFeed(version, ROLE, SCRAPE_TIMEOUT);
    feed = fresh;
    former.close();
    return fresh;
  }

  /** What the page shows; empty while the coordinator of this process stands by. */
  Optional<LiveRun> live() {
    return Optional.ofNullable(live);
  }

  /** All meters as text. */
  String scrape(String contentType) {
    return refused.addTo(feed.scrape(contentType));
  }

  RefusedCalls refused() {
    return refused;
  }
}
