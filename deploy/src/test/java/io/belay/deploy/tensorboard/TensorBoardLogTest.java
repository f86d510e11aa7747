package io.belay.deploy.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.belay.control.IterationReport;
import io.belay.deploy.figures.Reports;
import io.belay.deploy.tensorboard.EventReader.Event;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLogTest {
  private static final String RETURN = "rollout/ep_rew_mean";
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir private Path directory;

  @Test
  void theCheckOfTheReaderIsTheStandardsOwn() {
    // RFC 3720, B.4: 32 bytes of zeroes have the CRC-32C aa 36 91 8a, first byte lowest
    assertThat(EventReader.crc32c(new byte[32])).isEqualTo(0x8a9136aa);
  }

  @Test
  void aFileBeginsWithItsVersionAndHasAnEventAnIteration() {
    write(recipe(12), 0, 12, NOON);
    List<Event> events = EventReader.readAll(directory);

    assertThat(events.getFirst().fileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).start()).isTrue();
    assertThat(EventReader.steps(events, RETURN)).containsExactlyElementsOf(steps(1, 12));
    Event last = events.getLast();
    assertThat(last.step()).isEqualTo(12 * 256);
    assertThat(last.wallTime()).isEqualTo(NOON.getEpochSecond() + 0.0);
    assertThat(last.scalars())
        .containsEntry(RETURN, 111f)
        .containsEntry("train/entropy_loss", -0.5f)
        .doesNotContainKey("time/total_timesteps");
  }

  @Test
  void aRunThatGoesOnHasNoStepTwice() {
    Recipe recipe = recipe(12);
    write(recipe, 0, 9, NOON);
    // Killed after iteration 9, resumed from the checkpoint after 6; the clock has gone back.
    write(recipe, 6, 12, NOON.minusSeconds(3600));

    assertThat(directory).isDirectoryContaining("regex:.*tfevents\\.1795435200\\.belay\\..*");
    assertThat(directory).isDirectoryContaining("regex:.*tfevents\\.1795435201\\.belay\\..*");
    List<Event> events = EventReader.readAll(directory);
    assertThat(events.stream().filter(event -> event.scalars().containsKey(RETURN))).hasSize(15);
    assertThat(EventReader.steps(events, RETURN)).containsExactlyElementsOf(steps(1, 12));
  }

  @Test
  void aLongRunLeavesABoundedNumberOfEvents() {
    Recipe recipe = recipe(25_001);
    try (TensorBoardLog log = TensorBoardLog.in(directory, recipe, () -> NOON)) {
      IntStream.range(0, 25_001).forEach(i -> log.write(report(i)));
    }
    // ⌈25 001 / 10 000⌉ = 3: iterations 3, 6 … 24 999 and the last
    List<Long> steps = EventReader.steps(EventReader.readAll(directory), RETURN);
    assertThat(steps).hasSize(8333 + 1).startsWith(3L * 256).endsWith(24_999L * 256, 25_001L * 256);
  }

  @Test
  void aDirectoryThatCannotBeMadeEndsNothing() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    try (TensorBoardLog log = TensorBoardLog.in(file, recipe(2), () -> NOON)) {
      log.write(report(0));
      Files.delete(file);
      log.write(report(1));
    }

    // As soon as there is room, events are written.
    assertThat(EventReader.steps(EventReader.readAll(file), RETURN)).containsExactly(512L);
  }

  @Test
  void tensorBoardItselfReadsTheSame() throws IOException, InterruptedException {
    assumeThat(python("import tensorboard").status())
        .as("python3 with the package tensorboard is not here")
        .isZero();
    Recipe recipe = recipe(12);
    write(recipe, 0, 9, NOON);
    write(recipe, 6, 12, NOON);

    Ran read =
        python(
            """
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
            events = EventAccumulator('%s')
            events.Reload()
            print([(each.step, round(each.value, 3)) for each in events.Scalars('%s')])
            """
                .formatted(directory, RETURN));
    assertThat(read.out().strip())
        .isEqualTo(
            LongStream.rangeClosed(1, 12)
                .mapToObj(i -> "(%d, %.1f)".formatted(i * 256, 99.0 + i))
                .toList()
                .toString());
  }

  private record Ran(int status, String out) {}

  private static Ran python(String program) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder("python3", "-c", program)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException absent) {
      return new Ran(-1, "");
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), out);
  }

  private void write(Recipe recipe, int from, int to, Instant now) {
    try (TensorBoardLog log = TensorBoardLog.in(directory, recipe, InstantSource.fixed(now))) {
      IntStream.range(from, to).forEach(i -> log.write(report(i)));
    }
  }

  private static List<Long> steps(int from, int to) {
    return LongStream.rangeClosed(from, to).map(i -> i * 256).boxed().toList();
  }

  private static Recipe recipe(int iterations) {
    return RecipeLoader.parse(
        """
        environment.id = CartPole-v1
        algorithm.name = ppo
        sampling { lanes = 8, fragment-length = 32 }
        training.environment-steps = %d
        """
            .formatted(256 * iterations),
        "test.conf");
  }

  private static IterationReport report(int iteration) {
    return Reports.of(iteration, 100 + iteration, Map.of("entropy", 0.5));
  }
}
