package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real signals to a real process in the middle of a run. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"sampling.pipeline=false", "sampling.pipeline=true"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptionTest {
  private static final int HIT_AFTER = 10;

  @TempDir private static Path home;

  @Parameter String sampling;

  private Path whole;

  @BeforeParameterizedClassInvocation
  void trainWithoutInterruption() {
    whole = home.resolve("whole-" + sampling);
    Commands.trainedHash(whole, longer());
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void anInterruptedRunSavesItselfAndGoesOnAsIfNothingHadHappened(String signal, int status) {
    Path run = home.resolve("interrupted-by-%s-%s".formatted(signal, sampling));
    try (ChildProcess child = train(run)) {
      child.await(() -> ChildProcess.lines(run.resolve("progress.jsonl")) >= HIT_AFTER);
      child.signal(signal);

      assertThat(child.status()).as(child.output()).isEqualTo(status);
      assertThat(child.output()).contains("SIG" + signal, "./belay resume " + run);
      assertThat(Commands.summary(run))
          .contains("\"completed\" : false", "\"evaluation\" : null")
          .doesNotContain("failure");
    }
    assertResumesToTheSame(run);
  }

  @Test
  void aKilledRunGoesOnFromItsLastCheckpoint() {
    Path run = home.resolve("killed-" + sampling);
    try (ChildProcess child = train(run)) {
      child.await(() -> ChildProcess.lines(run.resolve("progress.jsonl")) >= HIT_AFTER);
      child.signal("KILL");
      assertThat(child.status()).isEqualTo(137);
    }
    assertThat(run.resolve("summary.json")).doesNotExist();
    assertResumesToTheSame(run);
  }

  private ChildProcess train(Path run) {
    return ChildProcess.start(
        home.resolve(run.getFileName() + ".out"), List.of(), Commands.shortTraining(run, longer()));
  }

  /** Settings of a run that is long enough to be hit in the middle: 300 iterations. */
  private String[] longer() {
    return new String[] {"--set", "training.environment-steps=38400", "--set", sampling};
  }

  private void assertResumesToTheSame(Path run) {
    Commands.Ran ran = Commands.belay("resume", run.toString());

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(Commands.hash(run)).isEqualTo(Commands.hash(whole));
    assertThat(Commands.progress(run)).isEqualTo(Commands.progress(whole));
    assertThat(Commands.summary(run))
        .contains("\"completed\" : true")
        .doesNotContain("\"resumedFrom\" : null");
  }
}
