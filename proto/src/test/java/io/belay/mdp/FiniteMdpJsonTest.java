package io.belay.mdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading a finite MDP, and what is said of files that are none. */
class FiniteMdpJsonTest {
  private static final String COIN =
      """
      {"environment": "coin", "gymnasium": "1.3.0", "states": 2, "actions": 1, "discount": 0.9,
       "maxEpisodeSteps": 7, "rewardThreshold": 0.5,
       "startDistribution": [0.25, 0.75],
       "transitionColumns": ["state", "action", "nextState", "probability", "reward", "terminated"],
       "transitions": [[0, 0, 1, 0.5, 3, false], [0, 0, 1, 0.5, 1.5e0, true], [1, 0, 1, 1, 0, false]]}
      """;

  @TempDir private Path directory;

  @Test
  void everythingThatIsWrittenIsRead() {
    FiniteMdp coin = FiniteMdpJson.parse(COIN, "coin.json");

    assertThat(coin.name()).isEqualTo("coin");
    assertThat(coin.discount()).isEqualTo(0.9);
    assertThat(coin.start()).containsExactly(0.25, 0.75);
    assertThat(coin.maxEpisodeSteps()).hasValue(7);
    assertThat(coin.rewardThreshold()).hasValue(0.5);
    assertThat(coin.transitions()).isEqualTo(3);
    int k = coin.begin(0, 0) + 1;
    assertThat(coin.next(k)).isEqualTo(1);
    assertThat(coin.probability(k)).isEqualTo(0.5);
    assertThat(coin.reward(k)).isEqualTo(1.5);
    assertThat(coin.terminated(k)).isTrue();
  }

  @Test
  void whatIsLeftOutHasADefault() throws IOException {
    Path file = directory.resolve("short.json");
    Files.writeString(
        file,
        """
        {"transitions": [[0, 0, 0, 1, 1, false]], "startDistribution": [1], "actions": 1, "states": 1,
         "maxEpisodeSteps": null, "rewardThreshold": null}
        """);
    FiniteMdp mdp = FiniteMdpJson.read(file);

    assertThat(mdp.name()).isEqualTo("short");
    assertThat(mdp.discount()).isEqualTo(0.99);
    assertThat(mdp.maxEpisodeSteps()).isEmpty();
    assertThat(mdp.rewardThreshold()).isEmpty();
  }

  /** One change to the coin's text and what is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "states": 2,             | ``                      | has the keys states, actions, startDistribution, transitions: file=coin.json, missing=states
          "states": 2              | "states": "two"         | states is a whole number below 2^31: file=coin.json, line=1, column=57, found=two
          "states": 2              | "states": 2.5           | found=2.5
          "states": 2              | "states": 3000000000    | found=3000000000
          "states": 2              | "states": 0             | one number a state: file=coin.json, startDistribution=2, states=0
          "states": 2              | "states": 3             | one number a state: file=coin.json, startDistribution=2, states=3
          "actions": 1             | "actions": 0            | at least one state and one action
          "actions": 1             | "actions": 2            | state=0, action=1, transitions=0, file=coin.json
          "actions": 1             | "actions": 30000000     | state=0, action=1, transitions=0
          "actions": 1             | "actons": 1             | no such key: file=coin.json, line=1, column=60, key=actons
          "actions": 1             | "states": 1             | because: Duplicate field 'states'
          "discount": 0.9          | "discount": 1.0         | the discount of a finite MDP is in [0, 1): mdp=coin, discount=1.0, file=coin.json
          "discount": 0.9          | "discount": -0.1        | discount=-0.1
          "discount": 0.9          | "discount": NaN         | discount=NaN
          "discount": 0.9          | "discount": "0.9"       | discount is a number
          "maxEpisodeSteps": 7     | "maxEpisodeSteps": 0    | at least one step: mdp=coin, maxEpisodeSteps=0
          "rewardThreshold": 0.5   | "rewardThreshold": 1e999 | a reward threshold is finite
          [0.25, 0.75]             | [0.25, 0.25]            | the start distribution sums to 1: mdp=coin, sum=0.5, file=coin.json
          [0.25, 0.75]             | [1.25, -0.25]           | a start probability is in [0, 1]: mdp=coin, state=0, probability=1.25
          [0.25, 0.75]             | [0.25, NaN]             | state=1, probability=NaN
          [0.25, 0.75]             | [0.25, true]            | startDistribution[1] is a number: file=coin.json, line=3, column=30, found=true
          [0.25, 0.75]             | {"0": 1}                | startDistribution is a list
          "nextState", "prob       | "next", "prob           | the columns of transitions are [state, action
          "reward", "terminated"   | "reward"                | transitionColumns is a text
          [1, 0, 1, 1, 0, false]   | [2, 0, 1, 1, 0, false]  | state=2, count=2, file=coin.json, transition=2
          [1, 0, 1, 1, 0, false]   | [1, 1, 1, 1, 0, false]  | action=1, count=1, file=coin.json, transition=2
          [1, 0, 1, 1, 0, false]   | [1, 0, -1, 1, 0, false] | nextState=-1, count=2
          [1, 0, 1, 1, 0, false]   | [1, 0, 1, 0.9, 0, false] | sum to 1: mdp=coin, state=1, action=0, sum=0.9, file=coin.json
          [1, 0, 1, 1, 0, false]   | [1, 0, 1, -1, 0, false] | a probability is in [0, 1]: mdp=coin, state=1, action=0, probability=-1.0, file=coin.json, transition=2
          [1, 0, 1, 1, 0, false]   | [1, 0, 1, 1, NaN, false] | a reward is finite: mdp=coin, state=1, action=0, reward=NaN, file=coin.json, transition=2
          [1, 0, 1, 1, 0, false]   | [1, 0, 1, 1, -Infinity, false] | reward=-Infinity
          [1, 0, 1, 1, 0, false]   | [1, 0, 1, 1, 1e400, false] | reward=Infinity
          [1, 0, 1, 1, 0, false]   | [1, 0, 1, 1, 0, 0]      | transitions[2].terminated is true or false
          [1, 0, 1, 1, 0, false]   | [1, 0, 1, 1, 0]         | transitions[2].terminated is true or false: file=coin.json, line=5, column=87, found=]
          [1, 0, 1, 1, 0, false]   | [1, 0, 1, 1, 0, false, 1] | transitions[2] is a list of 6 values
          [1, 0, 1, 1, 0, false]   | 7                       | transitions[2] is a list
          [1, 0, 1, 1, 0, false]   | [0, 0, 1, 0, 3, false]  | listed once; add the probabilities of the two up: file=coin.json, state=0, action=0, nextState=1, reward=3.0, terminated=false
          , [1, 0, 1, 1, 0, false] | ``                      | every action can be taken in every state
          {"environment"           | "environment"           | the document is an object
          {"environment"           | [{"environment"         | the document is an object
          false]]}                 | false]]                 | one JSON object: file=coin.json, line=6, column=1, because: Unexpected end-of-input
          false]]}                 | false]]} 1              | what follows the object is nothing
          "coin"                   | coin                    | because: Unrecognized token 'coin'
          "coin"                   | 7                       | environment is a text
          """)
  void brokenFileGetsOneClearError(String written, String broken, String message) {
    assertThat(COIN).contains(written);
    String text = COIN.replace(written, broken);

    assertThatThrownBy(() -> FiniteMdpJson.parse(text, "coin.json"))
        .isInstanceOfSatisfying(
            BelayException.class,
            e -> assertThat(e.category()).isEqualTo(ErrorCategory.INVALID_REQUEST))
        .hasMessageContaining("coin.json")
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1);
  }

  @Test
  void emptyFileIsRefused() {
    assertThatThrownBy(() -> FiniteMdpJson.parse("", "coin.json"))
        .hasMessageContaining("the document is an object")
        .hasMessageContaining("found=nothing");
  }

  @Test
  void fileThatIsNotThereIsRefused() {
    Path absent = directory.resolve("absent.json");

    assertThatThrownBy(() -> FiniteMdpJson.read(absent))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("file=" + absent);
    assertThatThrownBy(() -> FiniteMdpJson.read(directory))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("file=" + directory);
  }

  @Test
  void fileThatIsNoTextIsRefused() throws IOException {
    Path file = directory.resolve("image.json");
    Files.write(file, new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', 1});

    assertThatThrownBy(() -> FiniteMdpJson.read(file))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("file=" + file);
  }

  @Test
  void hugeFileIsRefusedUnread() throws IOException {
    Path file = directory.resolve("huge.json");
    // Sparse: it takes no room on the disk.
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength((64L << 20) + 1);
    }

    assertThatThrownBy(() -> FiniteMdpJson.read(file))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("at most 67108864 bytes")
        .hasMessageContaining("bytes=67108865");
  }
}
