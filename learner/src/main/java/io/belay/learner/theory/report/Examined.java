package io.belay.learner.theory.report;

import io.belay.learner.theory.statement.Heading;
import io.belay.learner.theory.statement.Outcome;
import io.belay.learner.theory.statement.Statement;

/** A statement that has been run: its words and what came out. */
public record Examined(Heading heading, Outcome outcome) {

  /** Runs a statement. */
  public static Examined of(Statement statement) {
    return new Examined(statement.heading(), statement.examine());
  }
}
