package io.belay.worker.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {

  @ParameterizedTest
  @ValueSource(strings = {"Corridor", "CorridorProvider"})
  void exampleInTheReadmeIsTheClassThatIsTested(String name) throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/belay/worker/environment/" + name + ".java"));
    assertThat(Files.readString(Path.of("README.md")))
        .contains("```java\n" + source.substring(source.indexOf("/**")) + "```");
  }
}
