package io.belay.deploy.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.recipe.RecipeLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static Cell cell(int steps) {
    String text =
        "environment.id = \"CartPole-v1\", algorithm.name = ppo, training.environment-steps = ";
    return Cell.below(Path.of("out"), RecipeLoader.parse(text + steps, "short.conf"));
  }

  @Test
  void theTimeLeftIsThatOfTheStepsLeft() {
    AtomicLong now = new AtomicLong();
    Cell first = cell(10_000);
    Cell second = cell(25_000);
    Pace pace = new Pace(List.of(first, second), now::get);

    now.addAndGet(TimeUnit.SECONDS.toNanos(30));
    pace.passed(first);
    // 30 s for 10 000 steps: 75 s for 25 000
    assertThat(pace.left()).contains("1m 15s");

    pace.passed(second);
    assertThat(pace.left()).isEmpty();
  }
}
