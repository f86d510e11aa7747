package io.belay.deploy.command;

import io.belay.deploy.client.ClientSettings;
import io.belay.deploy.client.RunClient;
import io.belay.deploy.role.RoleSetup;
import io.belay.wire.security.Credentials;
import io.belay.wire.transport.GrpcTransport;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command that asks the cluster for something reaches it. */
final class ClientOptions {
  @Mixin private ProcessOptions options = new ProcessOptions();

  @Option(
      names = "--coordinator",
      paramLabel = "HOST:PORT[,HOST:PORT…]",
      description =
          "The coordinator and those that stand by; short for --set belay.client.coordinators=…. Default: 127.0.0.1:7700.")
  private @Nullable String coordinators;

  /** Asks for something and gives the exit status. */
  int ask(Shared shared, ToIntFunction<RunClient> question) {
    RoleSetup setup =
        options.setup(
            shared,
            System.getenv(),
            "process.conf",
            ProcessOptions.none(),
            coordinators == null ? List.of() : List.of("belay.client.coordinators=" + coordinators),
            ClientSettings::from);
    try (Credentials credentials = Credentials.load(setup.security());
        RunClient client =
            new RunClient(
                ClientSettings.from(setup.config()),
                new GrpcTransport(setup.transport(), credentials),
                shared.terminal()::problem)) {
      return question.applyAsInt(client);
    }
  }
}
