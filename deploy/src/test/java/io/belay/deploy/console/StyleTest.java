package io.belay.deploy.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StyleTest {

  @Test
  void wordsAreSetOffOnATerminal() {
    Style style = Style.of(true, null);

    assertThat(style.bold("return")).isEqualTo("\u001b[1mreturn\u001b[0m");
    assertThat(style.red("belay:")).isEqualTo("\u001b[31mbelay:\u001b[0m");
  }

  @Test
  void nothingIsColouredElsewhere() {
    assertThat(Style.of(false, null)).isEqualTo(Style.PLAIN);
    assertThat(Style.PLAIN.bold("return") + Style.PLAIN.red("belay:")).isEqualTo("returnbelay:");
  }

  @Test
  void aVariableThatIsSetAndNotEmptyAsksForNoColour() {
    // https://no-color.org: "when present and not an empty string (regardless of its value)"
    assertThat(Style.of(true, "1").coloured()).isFalse();
    assertThat(Style.of(true, "0").coloured()).isFalse();
    assertThat(Style.of(true, "").coloured()).isTrue();
  }
}
