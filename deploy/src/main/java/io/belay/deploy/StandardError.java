package io.belay.deploy;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * The terminal's standard error, given back to the process after the JVM has started.
 *
 * <p>While it starts, a JVM that resolves an incubator module prints {@code WARNING: Using
 * incubator modules: jdk.incubator.vector}, and no option turns this off. The launcher therefore
 * starts Java with standard error closed off and the real one on another descriptor, named by the
 * system property {@code belay.stderr}. The virtual machine's own complaints (too little memory for
 * the heap, a crash) go to standard output and stay visible.
 */
final class StandardError {
  private StandardError() {}

  /**
   * Points {@link System#err} at the descriptor that {@code belay.stderr} names; does nothing where
   * it is not set. Called before anything else in {@code main}.
   *
   * @throws IllegalStateException if the descriptor cannot be opened, because the launcher and this
   *     class then disagree
   */
  static void restore() {
    Integer descriptor = Integer.getInteger("belay.stderr");
    if (descriptor == null) {
      return;
    }
    try {
      // The one constructor that takes a number is private; the launcher opens java.io for it.
      // Opening /dev/fd/N instead
      // fails where standard error is a socket, as it is under systemd.
      var constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
      constructor.setAccessible(true);
      var stream = new FileOutputStream(constructor.newInstance(descriptor));
      Charset charset = Charset.forName(System.getProperty("stderr.encoding", "UTF-8"));
      System.setErr(new PrintStream(stream, true, charset));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException(
          "belay.stderr must name an open file descriptor, and java.io must be open to this class: belay.stderr="
              + descriptor
              + "; start Belay with the launcher ./belay, or without the property",
          e);
    }
  }
}
