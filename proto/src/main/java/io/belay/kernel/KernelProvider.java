package io.belay.kernel;

/** Chooses the process's {@link Kernels} once, and says why. All choices return the same bits. */
public final class KernelProvider {

  /**
   * System property: {@code vector} or {@code plain} asks for these kernels; {@code auto}, the
   * default, takes vectors where they are fast.
   */
  public static final String PROPERTY = "belay.kernels";

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private static final Choice CHOICE =
      choose(
          System.getProperty(PROPERTY, "auto"),
          ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent(),
          System.getProperty("java.vm.info", ""));

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
   * Runs the vector kernels on small data until the JIT compiler has been asked for all of them, on
   * the calling thread: about a second of processor time in a fresh JVM, next to nothing later. A
   * process that trains calls this on a thread of its own as the first thing it does; whoever uses
   * kernels meanwhile gets the same results, only later.
   */
  public static void warmUp() {
    if (kernels() instanceof VectorKernels) {
      new Rehearsal().run(kernels());
    }
  }

  /**
   * The choice for a value of {@link #PROPERTY} in a JVM.
   *
   * @param vmInfo how the JVM runs its code, {@code java.vm.info}
   */
  static Choice choose(String wanted, boolean hasVectorModule, String vmInfo) {
    if (!wanted.equals("auto") && !wanted.equals("vector") && !wanted.equals("plain")) {
      throw new IllegalArgumentException(
          "kernels are auto, vector or plain: %s=%s".formatted(PROPERTY, wanted));
    }
    if (wanted.equals("plain")) {
      return plain("the system property %s=plain asks for them".formatted(PROPERTY));
    }
    if (!hasVectorModule) {
      return plain(
          "no module %1$s; start the JVM with --add-modules %1$s".formatted(VECTOR_MODULE));
    }
    if (wanted.equals("auto")) {
      // HotSpot's names for -Xint and -XX:TieredStopAtLevel=1.
      if (vmInfo.contains("interpreted") || vmInfo.contains("emulated-client")) {
        return plain("the JVM runs without the compiler that makes vectors fast: " + vmInfo);
      }
      if (VectorProduct.LANES < 4) {
        return plain("the processor's vectors are narrower than 128 bits");
      }
    }
    return new Choice(
        new VectorKernels(), "vectors of %d bits".formatted(VectorProduct.SPECIES.vectorBitSize()));
  }

  private static Choice plain(String because) {
    return new Choice(new PlainKernels(), "plain loops: " + because);
  }
}
