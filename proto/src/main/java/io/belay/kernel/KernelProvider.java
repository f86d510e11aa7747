package io.belay.kernel;

/** Chooses the process's {@link Kernels} once, and says why. All choices return the same bits. */
public final class KernelProvider {

  /**
   * System property: {@code vector}, the default, or {@code plain}, which asks for the plain loops.
   */
  public static final String PROPERTY = "belay.kernels";

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private static final Choice CHOICE =
      choose(
          System.getProperty(PROPERTY, "vector"),
          ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent());

  /**
   * Kernels and the reason for them.
   *
   * @param reason a phrase for a log line
   */
  record Choice(Kernels kernels, String reason) {}

  private KernelProvider() {}

  /** The kernels of this process. */
  public static Kernels kernels() {
    return CHOICE.kernels();
  }

  /** Which kernels were chosen and why, as a phrase for a log line. */
  public static String reason() {
    return CHOICE.reason();
  }

  /**
   * Runs the kernels on small data until the JIT compiler has been asked for all of them, on the
   * calling thread: about a second of processor time in a fresh JVM, next to nothing later. A
   * process that trains calls this on a thread of its own as the first thing it does; whoever uses
   * kernels meanwhile gets the same results, only later.
   */
  public static void warmUp() {
    new Rehearsal().run(kernels());
  }

  /** The choice for a value of {@link #PROPERTY} and a JVM that has the vector module or not. */
  static Choice choose(String wanted, boolean hasVectorModule) {
    if (wanted.equals("plain")) {
      return plain("the system property %s=plain asks for them".formatted(PROPERTY));
    }
    if (!wanted.equals("vector")) {
      throw new IllegalArgumentException(
          "kernels are vector or plain: %s=%s".formatted(PROPERTY, wanted));
    }
    if (!hasVectorModule) {
      return plain(
          "no module %1$s; start the JVM with --add-modules %1$s".formatted(VECTOR_MODULE));
    }
    if (VectorProduct.LANES < 4) {
      return plain("the processor's vectors are narrower than 128 bits");
    }
    return new Choice(
        new VectorKernels(), "vectors of %d bits".formatted(VectorProduct.SPECIES.vectorBitSize()));
  }

  private static Choice plain(String because) {
    return new Choice(new PlainKernels(), "plain loops: " + because);
  }
}
