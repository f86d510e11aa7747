package io.belay.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.coordinator.run.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ObserversTest {
  private static final RunEvent EVENT = new RunEvent.WorkerJoined("a", 1, 1);

  @Test
  void observerThatThrowsIsToldNothingMoreAndTheOthersAre() {
    AtomicInteger calls = new AtomicInteger();
    List<RunEvent> seen = new ArrayList<>();
    Observers observers =
        new Observers(
            LoggerFactory.getLogger(ObserversTest.class),
            List.of(
                event -> {
                  calls.incrementAndGet();
                  throw new IllegalStateException("a bug in an observer");
                },
                seen::add));

    observers.tell(EVENT);
    observers.tell(EVENT);

    assertThat(calls).hasValue(1);
    assertThat(seen).containsExactly(EVENT, EVENT);
  }
}
