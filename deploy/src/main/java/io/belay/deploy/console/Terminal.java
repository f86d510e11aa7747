package io.belay.deploy.console;

import java.io.Console;
import java.io.PrintStream;

/**
 * Where the command speaks: lines, and on a terminal one line at the bottom that is written over.
 *
 * <p>Safe for use by several threads: a warning never lands in the middle of the progress line.
 */
public final class Terminal {
  private static final String CLEAR_LINE = "\r\u001b[K";

  /** What follows is cut off at the right edge: a line that wrapped could not be written over. */
  private static final String CUT_OFF = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean interactive;
  private boolean lineInPlace;

  /**
   * A terminal over two streams.
   *
   * @param out for what was asked for
   * @param err for warnings and failures
   * @param interactive whether {@code out} is a terminal that knows ANSI's "erase to the end of the
   *     line" and the VT100's "no auto-wrap"
   */
  public Terminal(PrintStream out, PrintStream err, boolean interactive) {
    this.out = out;
    this.err = err;
    this.interactive = interactive;
  }

  /** The terminal of this process. */
  public static Terminal ofProcess() {
    Console console = System.console();
    boolean interactive =
        console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(System.out, System.err, interactive);
  }

  /** Where a library prints what it was asked for, such as the help. */
  public PrintStream out() {
    return out;
  }

  /** Whether a line in place makes sense. */
  public boolean interactive() {
    return interactive;
  }

  /** Prints a line that stays. */
  public synchronized void line(String text) {
    clear();
    out.println(text);
    out.flush();
  }

  /** Prints a warning or failure that stays. */
  public synchronized void problem(String text) {
    clear();
    err.println(text);
    err.flush();
  }

  /**
   * Shows a line until the next one is printed or shown; on anything but a terminal it is a line
   * that stays.
   */
  public synchronized void inPlace(String text) {
    if (!interactive) {
      line(text);
      return;
    }
    out.print(CLEAR_LINE + CUT_OFF + text + WRAP);
    out.flush();
    lineInPlace = true;
  }

  /** Makes the line in place one that stays. */
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
