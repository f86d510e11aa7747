package io.belay.deploy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.BookedRun;
import io.belay.control.FromLearnerNode;
import io.belay.control.IterationReport;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.control.Quantiles;
import io.belay.control.RunBook;
import io.belay.control.RunStanding;
import io.belay.control.ToLearnerNode;
import io.belay.deploy.cluster.ControlSerializer;
import java.io.NotSerializableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A hundred thousand bad messages to the serializer through which remoting makes objects. */
class SerializerFuzzTest {
  private static final long SEED = 20261122;
  private static final int MESSAGES = 100_000;
  private static final List<String> STRANGE_MANIFESTS =
      List.of("", "java.lang.Object", "belay.v1.RunBook", "x".repeat(10_000));

  private final ControlSerializer serializer = new ControlSerializer();

  @Test
  void badMessagesAreRefusedAndCountedAndNothingElseIsThrown() {
    List<Object> good = good();
    List<byte[]> bytes = good.stream().map(serializer::toBinary).toList();
    Mutator mutator = new Mutator(SEED);
    long countedBefore = ControlSerializer.refused();
    long refused = 0;
    for (int i = 0; i < MESSAGES; i++) {
      String manifest =
          i % 50 == 0
              ? STRANGE_MANIFESTS.get(i / 50 % STRANGE_MANIFESTS.size())
              : serializer.manifest(good.get(i % good.size()));
      byte[] mutant = mutator.next(bytes);
      try {
        assertThat(serializer.fromBinary(mutant, manifest))
            .isInstanceOfAny(FromLearnerNode.class, ToLearnerNode.class);
      } catch (NotSerializableException refusal) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(MESSAGES / 10);
    assertThat(ControlSerializer.refused() - countedBefore).isEqualTo(refused);
  }

  private static List<Object> good() {
    IterationReport report =
        new IterationReport(
            3,
            4,
            1024,
            1.5,
            700,
            9,
            21.5,
            new Quantiles(20.3, 21.5, 22.7),
            21.5,
            new Quantiles(20.3, 21.5, 22.7),
            0,
            "ab".repeat(32),
            Map.of("klMean", 0.01),
            Map.of("wait", 0.2),
            0.1,
            0.01,
            0,
            new double[] {20, 23},
            new int[] {20, 23},
            0);
    BookedRun booked =
        new BookedRun(
            "run",
            "environment.id=CartPole-v1",
            2,
            Instant.ofEpochMilli(5),
            BookedRun.State.ACTIVE,
            "",
            "");
    return Stream.<Object>of(
            new FromLearnerNode.Present(
                "learner",
                "127.0.0.1:7701",
                3,
                new RunStanding("run", RunStanding.Phase.RUNNING, 7, "", "")),
            new FromLearnerNode.Told("learner", new LearnerEvent.IterationCompleted("run", report)),
            new FromLearnerNode.Told(
                "learner", new LearnerEvent.BlockAdmitted("run", 3, 1, "worker")),
            new FromLearnerNode.Told("learner", new LearnerEvent.RunFailed("run", "it failed")),
            new FromLearnerNode.BookKept("learner", 4),
            new ToLearnerNode.StateWanted(),
            new ToLearnerNode.Directed("learner", new LearnerCommand.StopRun("run", "enough")),
            new ToLearnerNode.KeepBook(new RunBook(2, List.of(booked))))
        .toList();
  }
}
