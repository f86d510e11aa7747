package io.belay.deploy.console;

import java.io.Console;
import java.io.PrintStream;

/**
 * Where the command speaks: lines, and on a terminal one line at the bottom that is written over.
 *
 * <p>Safe for use by several threads: a warning never lands in the middle of the progress line.
 */
public sealed interface Terminal permits StreamTerminal, PartTerminal {

  /**
   * The terminal of this process. Whether standard error is one, which Java does not know, the
   * launcher says by the system property {@code belay.stderr.terminal}.
   */
  static Terminal ofProcess() {
    Console console = System.console();
    boolean interactive = console != null && console.isTerminal() && !isDumb();
    boolean errorsInteractive = Boolean.getBoolean("belay.stderr.terminal") && !isDumb();
    String noColour = System.getenv("NO_COLOR");
    return new StreamTerminal(
        System.out,
        System.err,
        interactive,
        Style.of(interactive, noColour),
        Style.of(errorsInteractive, noColour));
  }

  private static boolean isDumb() {
    return "dumb".equals(System.getenv("TERM"));
  }

  /**
   * A terminal over two streams.
   *
   * @param out for what was asked for
   * @param err for warnings and failures
   * @param interactive whether {@code out} is a terminal that knows ANSI's "erase to the end of the
   *     line" and the VT100's "no auto-wrap"
   */
  static Terminal of(PrintStream out, PrintStream err, boolean interactive) {
    return new StreamTerminal(out, err, interactive, Style.PLAIN, Style.PLAIN);
  }

  /**
   * A terminal for one part of longer work: on a terminal its lines are shown in place, elsewhere
   * not at all; problems stay. All of it is preceded by a label.
   */
  default Terminal part(String label) {
    return new PartTerminal(this, label);
  }

  /**
   * The terminal of a command whose standard output is data: all its words go where problems go, a
   * line each.
   */
  Terminal aside();

  /** How words are set off among what was asked for. */
  Style style();

  /** How words are set off among warnings and failures. */
  Style problemStyle();

  /** Where a library prints what it was asked for, such as the help. */
  PrintStream out();

  /** Whether a line in place makes sense. */
  boolean interactive();

  /** Prints a line that stays. */
  void line(String text);

  /** Prints a warning or failure that stays. */
  void problem(String text);

  /** Prints why the command cannot do what it was asked for, in a line or in as many as it has. */
  default void failure(String message) {
    problem(problemStyle().red("belay:") + " " + message);
  }

  /**
   * Shows a line until the next one is printed or shown; on anything but a terminal it is a line
   * that stays.
   */
  void inPlace(String text);

  /** Makes the line in place one that stays. */
  void keep();
}
