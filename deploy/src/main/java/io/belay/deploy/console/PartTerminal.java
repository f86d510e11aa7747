package io.belay.deploy.console;

import java.io.PrintStream;

/**
 * The terminal of one part of longer work.
 *
 * @param whole the terminal of the work
 * @param label what the part is called
 */
record PartTerminal(Terminal whole, String label) implements Terminal {

  @Override
  public Terminal aside() {
    return new PartTerminal(whole.aside(), label);
  }

  @Override
  public Style style() {
    return whole.style();
  }

  @Override
  public Style problemStyle() {
    return whole.problemStyle();
  }

  @Override
  public PrintStream out() {
    return whole.out();
  }

  @Override
  public boolean interactive() {
    return whole.interactive();
  }

  @Override
  public void line(String text) {
    inPlace(text);
  }

  @Override
  public void problem(String text) {
    whole.problem(label + ": " + text);
  }

  @Override
  public void inPlace(String text) {
    if (whole.interactive()) {
      whole.inPlace(label + ": " + text);
    }
  }

  /** Leaves the line to be written over by the next part. */
  @Override
  public void keep() {}
}
