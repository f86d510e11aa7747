package io.belay.deploy.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PartTerminalTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void onATerminalEverythingIsShownInPlaceUnderTheLabel() {
    Terminal part = speak(true);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\r\u001b[K\u001b[?7lseed 2: begins", "\r\u001b[K\u001b[?7lseed 2: 50 %")
        .doesNotContain("\n");
    assertThat(part.interactive()).isTrue();
  }

  @Test
  void elsewhereOnlyProblemsStay() {
    speak(false);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("seed 2: it broke\n");
  }

  private Terminal speak(boolean interactive) {
    Terminal whole =
        Terminal.of(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            interactive);
    Terminal part = whole.part("seed 2");
    part.line("begins");
    part.inPlace("50 %");
    part.keep();
    part.problem("it broke");
    return part;
  }
}
