package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.control.BookedRun;
import io.belay.control.FromLearnerNode;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.control.RunBook;
import io.belay.control.RunStanding;
import io.belay.control.ToLearnerNode;
import java.io.NotSerializableException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What coordinator and learner say to each other, through remoting's bytes. */
class ControlSerializerTest {
  private final ControlSerializer serializer = new ControlSerializer();

  static Stream<Object> messages() {
    return Stream.of(
        new FromLearnerNode.Present("l", "127.0.0.1:7701", 3, RunStanding.idle()),
        new FromLearnerNode.Told("l", new LearnerEvent.RunStarted("r", 7)),
        new FromLearnerNode.BookKept("l", 4),
        new FromLearnerNode.Leaving("l"),
        new ToLearnerNode.StateWanted(),
        new ToLearnerNode.Directed("l", new LearnerCommand.StopRun("r", "enough")),
        new ToLearnerNode.KeepBook(
            new RunBook(
                2,
                List.of(
                    new BookedRun(
                        "r",
                        "environment.id=X",
                        1,
                        Instant.ofEpochMilli(5),
                        BookedRun.State.QUEUED,
                        "",
                        "")))));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void messagesComeBackAsTheyWere(Object message) throws NotSerializableException {
    byte[] bytes = serializer.toBinary(message);

    assertThat(serializer.fromBinary(bytes, serializer.manifest(message))).isEqualTo(message);
  }

  @Test
  void unknownManifestsAndMalformedBytesAreRefusedAndCounted() {
    long before = ControlSerializer.refused();
    byte[] noField = {(byte) 0xFF, (byte) 0xFF};
    byte[] empty = {};

    assertRefused(empty, "java.util.HashMap");
    assertRefused(empty, "");
    assertRefused(noField, ControlSerializer.FROM_LEARNER);
    // An empty FromLearner is well-formed protobuf and breaks the rule that a message is set.
    assertRefused(empty, ControlSerializer.FROM_LEARNER);
    assertRefused(empty, ControlSerializer.TO_LEARNER);

    assertThat(ControlSerializer.refused() - before).isEqualTo(5);
  }

  @Test
  void nothingElseIsSerialized() {
    assertThatThrownBy(() -> serializer.toBinary("text"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> serializer.manifest("text"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void assertRefused(byte[] bytes, String manifest) {
    assertThatThrownBy(() -> serializer.fromBinary(bytes, manifest))
        .isInstanceOf(NotSerializableException.class);
  }
}
