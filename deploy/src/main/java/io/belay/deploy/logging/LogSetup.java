package io.belay.deploy.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/**
 * Sets the levels before the first event is logged; {@link RunLog} adds where events go.
 *
 * <p>Found by logback as a service. It stands in for a {@code logback.xml}, whose parser takes
 * longer to load than all the rest of logging. Without either, gRPC would log every byte it sends.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
  /**
   * gRPC's transport prints a stack trace for each peer that dies in the middle of a write; who is
   * gone, Belay says itself. Held here, because levels of unreferenced loggers are forgotten.
   */
  private static final java.util.logging.Logger TRANSPORT =
      java.util.logging.Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty");

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger("io.belay").setLevel(Level.INFO);
    TRANSPORT.setLevel(java.util.logging.Level.SEVERE);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
