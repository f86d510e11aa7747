package io.belay.learner.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrewTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyTaskOfEveryPhaseRunsOnceBeforeRunReturns(int size) {
    try (Crew crew = new Crew(size)) {
      for (int phase = 0; phase < 20_000; phase++) {
        int tasks = phase % 13;
        AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
        crew.run(tasks, runs::incrementAndGet);
        for (int task = 0; task < tasks; task++) {
          assertThat(runs.get(task)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void membersThatHaveParkedAreWokenForTheNextPhase() {
    try (Crew crew = new Crew(2)) {
      for (int phase = 0; phase < 20; phase++) {
        LockSupport.parkNanos(2_000_000);
        AtomicIntegerArray runs = new AtomicIntegerArray(8);
        crew.run(8, runs::incrementAndGet);
        assertThat(runs).hasToString("[1, 1, 1, 1, 1, 1, 1, 1]");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatATaskThrowsIsThrownToTheCallerAndTheCrewGoesOn(int size) {
    try (Crew crew = new Crew(size)) {
      assertThatThrownBy(() ->
              crew.run(
                  4,
                  task -> {
                    if (task == 2) {
                      throw new IllegalStateException("task=2");
                    }
                  }))
          .hasMessage("task=2");
      AtomicIntegerArray runs = new AtomicIntegerArray(4);
      crew.run(4, runs::incrementAndGet);
      assertThat(runs).hasToString("[1, 1, 1, 1]");
    }
  }

  @Test
  void aCrewWithoutThreadsIsRefused() {
    assertThatThrownBy(() -> new Crew(0))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("learnerThreads=0");
  }
}
