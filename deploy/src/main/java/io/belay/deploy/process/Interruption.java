package io.belay.deploy.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and its kin: the first asks what goes on to stop and save, the second ends the process on
 * the spot.
 *
 * <p>Signals are handled rather than left to a shutdown hook, because in a hook the process is
 * already ending: there a second Ctrl-C does nothing, and what is left to do races with everything
 * that is being torn down.
 */
public final class Interruption implements AutoCloseable {
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private final CompletableFuture<Signal> first = new CompletableFuture<>();
  private final List<Runnable> restore = new ArrayList<>();

  private Interruption() {}

  /** Takes the signals over until {@link #close()}. */
  public static Interruption handle() {
    Interruption interruption = new Interruption();
    for (String name : SIGNALS) {
      try {
        Signal signal = new Signal(name);
        SignalHandler former = Signal.handle(signal, interruption::onSignal);
        interruption.restore.add(() -> Signal.handle(signal, former));
      } catch (IllegalArgumentException unknownOrReserved) {
        // Another operating system, or -Xrs: the signal then does what it always does.
      }
    }
    return interruption;
  }

  /** Completed with the first signal. */
  public CompletableFuture<Signal> first() {
    return first;
  }

  /** Gives the signals back. */
  @Override
  public void close() {
    restore.forEach(Runnable::run);
  }

  private void onSignal(Signal signal) {
    if (!first.complete(signal)) {
      Runtime.getRuntime().halt(ExitStatus.SIGNALLED + signal.getNumber());
    }
  }
}
