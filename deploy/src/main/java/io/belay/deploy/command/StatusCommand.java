package io.belay.deploy.command;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.belay.deploy.client.RunClient;
import io.belay.deploy.client.StatusText;
import io.belay.deploy.process.ExitStatus;
import io.belay.error.BelayException;
import io.belay.v1.GetStatusReply;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code belay status}: where the runs of a cluster stand. */
@Command(
    name = "status",
    description = "Show the runs, the workers and the learner of a cluster.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final String ERASE_SCREEN = "\u001b[H\u001b[2J";

  private final Shared shared;

  @Mixin private ClientOptions client = new ClientOptions();

  @Option(
      names = "--json",
      description = "Print one JSON object a look instead of lines for people.")
  private boolean json;

  @Option(names = "--watch", description = "Look again every second, until interrupted.")
  private boolean watch;

  public StatusCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    return client.ask(shared, this::look);
  }

  private int look(RunClient cluster) {
    show(cluster.status());
    while (watch) {
      LockSupport.parkNanos(INTERVAL.toNanos());
      GetStatusReply status = cluster.status();
      if (!json && shared.terminal().interactive()) {
        shared.terminal().out().print(ERASE_SCREEN);
      }
      show(status);
    }
    return ExitStatus.DONE;
  }

  private void show(GetStatusReply status) {
    if (json) {
      shared.terminal().line(json(status));
    } else {
      StatusText.of(status).forEach(shared.terminal()::line);
    }
  }

  /** A line, with the names of the protocol, so that it can be read by the line. */
  private static String json(GetStatusReply status) {
    try {
      return JsonFormat.printer()
          .alwaysPrintFieldsWithNoPresence()
          .omittingInsignificantWhitespace()
          .print(status);
    } catch (InvalidProtocolBufferException e) {
      throw BelayException.fatal("a status can be written as JSON", e);
    }
  }
}
