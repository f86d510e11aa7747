package io.belay.coordinator.page.live;

import static io.belay.coordinator.page.live.Told.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.belay.control.PolicyTable;
import io.belay.coordinator.run.RecordedRun;
import io.belay.coordinator.run.RunEvent;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a watcher is sent is JSON, and stays small whatever a run is like. */
class PayloadTest {
  private static final int MEGABYTE = 1_000_000;
  private static final int LONG_RUN = 10_000_000;

  private final LiveRun run = new LiveRun(Clock.systemUTC());

  @Test
  void everythingIsOneLineOfJson() throws IOException {
    RecordedRun.events().forEach(run::onEvent);
    run.onEvent(new RunEvent.WorkerLost("</script>\n\"w\u2028", "a\nreason", 1));

    String text = new Watch(run).next().orElseThrow();

    assertThat(text.lines()).hasSize(1);
    try (JsonParser json = new JsonFactory().createParser(text)) {
      while (json.nextToken() != null) {
        assertThat(json.currentToken()).isNotNull();
      }
    }
    assertThat(text).contains("\"returnMean\":[260,260]", "\"state\":\"lost\"");
  }

  @Test
  void numbersThatJsonDoesNotKnowAreNull() {
    run.onEvent(Told.submitted("CartPole-v1"));
    run.onEvent(Told.iteration(0, Map.of("klMean", 1.0)));
    run.onEvent(Told.iteration(1, Map.of("klMean", Double.NaN)));
    run.onEvent(Told.iteration(2, Map.of("klMean", 0.1)));

    assertThat(new Watch(run).next().orElseThrow()).contains("\"klMean\":[1,null,0.1]");
  }

  @Test
  void whoHasMissedNothingIsToldNothing() {
    Watch watch = new Watch(run);
    assertThat(watch.next()).isPresent();
    assertThat(watch.next()).isEmpty();

    run.onEvent(new RunEvent.WorkerJoined("a", 1, 1));

    assertThat(watch.next()).isPresent();
    assertThat(watch.next()).isEmpty();
  }

  /** Ten million iterations with 40 figures of many digits, and as much of all else as is shown. */
  @Test
  @Tag("slow")
  void afterTenMillionIterationsThePageIsUnderAMegabyteAndMemoryStands() {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int i = 0; i < 32; i++) {
      figures.put("figureOfTheUpdate" + i, Math.PI * Math.pow(10, i % 7 - 3));
    }
    figures.put("klMean", 0.012345678);
    run.onEvent(Told.submitted("gridworld:64x64"));
    run.onEvent(Told.described(LONG_RUN));
    fill();
    for (int i = 0; i < LONG_RUN / 10; i++) {
      run.onEvent(Told.iteration(i, figures));
    }
    long early = usedMemory();
    for (int i = LONG_RUN / 10; i < LONG_RUN; i++) {
      run.onEvent(Told.iteration(i, figures));
    }

    String text = new Watch(run).next().orElseThrow();

    assertThat(text.length()).isBetween(MEGABYTE / 4, MEGABYTE);
    // What is kept is as large after a tenth of the run: the rest is the noise of the heap.
    assertThat(usedMemory() - early).isLessThan(4 * MEGABYTE);
    assertThat(run.since(Mark.NOTHING).curves().size()).isLessThanOrEqualTo(RunCurves.POINTS);
  }

  private void fill() {
    for (int i = 0; i < 2 * WorkerRows.MOST; i++) {
      run.onEvent(new RunEvent.WorkerJoined("rollout-worker-with-a-long-name-" + i, 16, i + 1));
      run.onEvent(
          new RunEvent.BlockFailed(RUN, i, i, "w", "the environment threw: " + "x".repeat(i)));
    }
    float[] values = new float[4096];
    float[] probabilities = new float[4 * 4096];
    for (int i = 0; i < probabilities.length; i++) {
      values[i / 4] = (float) Math.sqrt(i);
      probabilities[i] = (float) (1 / (2.0 + i % 97));
    }
    run.onEvent(
        new RunEvent.PolicyEvaluated(RUN, new PolicyTable(1, 4096, 4, values, probabilities)));
  }

  private static long usedMemory() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
