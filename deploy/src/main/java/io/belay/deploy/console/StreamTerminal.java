package io.belay.deploy.console;

import java.io.PrintStream;

/** A terminal over two streams. */
final class StreamTerminal implements Terminal {
  private static final String CLEAR_LINE = "\r\u001b[K";

  /** What follows is cut off at the right edge: a line that wrapped could not be written over. */
  private static final String CUT_OFF = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean interactive;
  private final Style style;
  private final Style problemStyle;
  private boolean lineInPlace;

  StreamTerminal(
      PrintStream out, PrintStream err, boolean interactive, Style style, Style problemStyle) {
    this.out = out;
    this.err = err;
    this.interactive = interactive;
    this.style = style;
    this.problemStyle = problemStyle;
  }

  @Override
  public Terminal aside() {
    return new StreamTerminal(err, err, false, problemStyle, problemStyle);
  }

  @Override
  public Style style() {
    return style;
  }

  @Override
  public Style problemStyle() {
    return problemStyle;
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public boolean interactive() {
    return interactive;
  }

  @Override
  public synchronized void line(String text) {
    clear();
    out.println(text);
    out.flush();
  }

  @Override
  public synchronized void problem(String text) {
    clear();
    err.println(text);
    err.flush();
  }

  @Override
  public synchronized void inPlace(String text) {
    if (!interactive) {
      line(text);
      return;
    }
    out.print(CLEAR_LINE + CUT_OFF + text + WRAP);
    out.flush();
    lineInPlace = true;
  }

  @Override
  public synchronized void keep() {
    if (lineInPlace) {
      out.println();
      out.flush();
      lineInPlace = false;
    }
  }

  private void clear() {
    if (lineInPlace) {
      out.print(CLEAR_LINE);
      lineInPlace = false;
    }
  }
}
