package io.belay.learner.theory;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.learner.theory.statement.Statement;

/** What a broken subject must do to a statement. */
public final class Verdicts {
  private Verdicts() {}

  /** Runs a statement about a broken subject. */
  public static void turns(Statement broken) {
    assertThat(broken.examine().holds())
        .as("%s about a broken subject", broken.heading().name())
        .isFalse();
  }
}
