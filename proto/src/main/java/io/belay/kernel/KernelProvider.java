package io.belay.kernel;

/** Chooses the process's {@link Kernels} once, and says why. All choices return the same bits. */
public final class KernelProvider {

  private static final Choice CHOICE = new Choice(new PlainKernels(), "plain loops");

  private record Choice(Kernels kernels, String reason) {}

  private KernelProvider() {}

  /** The kernels of this process. */
  public static Kernels kernels() {
    return CHOICE.kernels();
  }

  /** Why these kernels were chosen, as a phrase for a log line. */
  public static String reason() {
    return CHOICE.reason();
  }
}
