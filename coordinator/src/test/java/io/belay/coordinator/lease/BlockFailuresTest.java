package io.belay.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockFailuresTest {
  private final BlockFailures failures = new BlockFailures(3);

  @Test
  void thirdFailureOfABlockUsesUpItsAttempts() {
    assertThat(failures.note(7, 0, "a")).isTrue();
    assertThat(failures.note(7, 0, "b")).isTrue();
    assertThat(failures.note(7, 0, "a")).isFalse();
  }

  @Test
  void blocksAreCountedApart() {
    failures.note(7, 0, "a");
    failures.note(7, 0, "a");

    assertThat(failures.note(7, 1, "a")).isTrue();
    assertThat(failures.avoid()).isEqualTo(Map.of(0, Set.of("a"), 1, Set.of("a")));
  }

  @Test
  void nextIterationStartsWithACleanSheet() {
    failures.note(7, 0, "a");
    failures.note(7, 0, "a");
    failures.advanceTo(8);

    assertThat(failures.avoid()).isEmpty();
    assertThat(failures.note(8, 0, "a")).isTrue();
  }

  @Test
  void failureOfAnEarlierIterationIsIgnored() {
    failures.advanceTo(8);

    assertThat(failures.note(7, 0, "a")).isTrue();
    assertThat(failures.avoid()).isEmpty();
  }

  @Test
  void blockIsTriedAtLeastOnce() {
    assertThatThrownBy(() -> new BlockFailures(0)).hasMessageContaining("maxAttempts=0");
  }
}
