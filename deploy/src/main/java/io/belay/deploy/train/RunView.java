package io.belay.deploy.train;

import java.util.OptionalInt;

/**
 * How a run is shown while it goes on, and what is kept of it beside its progress log. No bit of a
 * run depends on it.
 *
 * @param tensorboard whether event files for TensorBoard are written to the run directory
 */
public record RunView(Form form, boolean tensorboard) {

  /** What standard output is used for. */
  public sealed interface Form {

    /** The progress line. */
    record Line() implements Form {}

    /**
     * Tables of figures.
     *
     * @param every iterations from one to the next, at least 1; empty for as many as suit the run
     */
    record Table(OptionalInt every) implements Form {}

    /** An object of JSON a line, and nothing else; words go to standard error. */
    record Json() implements Form {}
  }
}
