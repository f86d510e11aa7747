package io.belay.deploy.process;

/** What the command's exit status tells a shell. */
public final class ExitStatus {
  /** Done. */
  public static final int DONE = 0;

  /** Failed; the run directory says why. */
  public static final int FAILED = 1;

  /** Wrong arguments or recipe; nothing was started. */
  public static final int WRONG_ARGUMENTS = 2;

  /**
   * Added to the number of the signal that interrupted the command, as shells do: 130 for Ctrl-C,
   * 143 for SIGTERM.
   */
  public static final int SIGNALLED = 128;

  private ExitStatus() {}

  /** Whether a status is that of an interrupted command. */
  public static boolean interrupted(int status) {
    return status >= SIGNALLED;
  }
}
