package io.belay.deploy.plot;

import java.util.List;

/**
 * Points that belong together, in one colour.
 *
 * @param name as the legend has it; empty for none
 * @param colour as CSS writes it
 * @param form how they are drawn
 * @param points [x, y], by x
 */
public record Series(String name, String colour, Form form, List<double[]> points) {

  /** How points are drawn. */
  public enum Form {
    /** A line from point to point. */
    LINE,
    /** A thin broken line, for what is expected rather than measured. */
    DASHED,
    /** A line that stays at each value until the next point. */
    STEPS,
    /** A line with a dot at each point. */
    DOTTED_LINE
  }
}
