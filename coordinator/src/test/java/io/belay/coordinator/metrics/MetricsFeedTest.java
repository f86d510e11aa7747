package io.belay.coordinator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.coordinator.run.RecordedRun;
import io.belay.coordinator.run.RunEvent;
import io.belay.error.BelayException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsFeedTest {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  @Test
  void eventsBeforeTheMetersAreCounted() {
    try (MetricsFeed feed = new MetricsFeed("0.1.0", "coordinator", Duration.ofSeconds(30))) {
      RecordedRun.events().forEach(feed::onEvent);

      assertThat(feed.scrape(TEXT))
          .contains("} 512.0")
          .contains("belay_metrics_events_dropped_total 0.0");

      feed.onEvent(new RunEvent.Progress(RecordedRun.RUN, RecordedRun.report(2)));
      assertThat(feed.scrape(TEXT)).contains("} 768.0");
    }
  }

  @Test
  void feedWithoutARunShowsTheProcess() {
    try (MetricsFeed feed = new MetricsFeed("0.1.0", "coordinator", Duration.ofSeconds(30))) {
      assertThat(feed.scrape(TEXT))
          .contains("belay_build_info{")
          .contains("jvm_memory_used_bytes{");
    }
  }

  @Test
  void metersAreMadeWithoutAScrapeOnceManyEventsWait() {
    try (MetricsFeed feed = new MetricsFeed("0.1.0", "coordinator", Duration.ofSeconds(30))) {
      for (int i = 0; i < 9_999; i++) {
        feed.onEvent(new RunEvent.WorkerJoined("w", 1, 1));
      }
      assertThat(feed.ready()).isFalse();

      feed.onEvent(new RunEvent.WorkerJoined("w", 1, 1));
      await().atMost(Duration.ofSeconds(30)).until(feed::ready);

      assertThat(feed.scrape(TEXT))
          .contains("belay_workers_joined_total 10000.0")
          .contains("belay_metrics_events_dropped_total 0.0");
    }
  }

  @Test
  void scrapeOfAClosedFeedEnds() {
    MetricsFeed feed = new MetricsFeed("0.1.0", "coordinator", Duration.ofMillis(10));
    feed.close();

    assertThatThrownBy(() -> feed.scrape(TEXT))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("waited=PT0.01S");
  }
}
