package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.deploy.ChildProcess;
import io.belay.deploy.Commands;
import io.belay.deploy.Programs;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Hosts with network namespaces of their own on one switch, {@code src/test/network/switch.py},
 * whose cables can be cut, made deaf on one side, slow or lossy. They come and go with each test.
 *
 * <p>The last host is {@code operator}, where commands of the client run.
 */
final class SwitchedNetwork implements Hosts, BeforeEachCallback, AfterEachCallback {
  private static final String OPERATOR = "operator";
  private static final Path SWITCH = Path.of("src", "test", "network", "switch.py");
  private static final Path NAMESPACES = Path.of("/var/run/netns");
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Map<String, String> addresses = new LinkedHashMap<>();
  private @Nullable Process process;
  private @Nullable BufferedWriter commands;
  private Path answers = Path.of("");
  private Path operatorOutput = Path.of("");

  /** A network with a host for each process, with the addresses 10.77.0.1, 10.77.0.2, .... */
  SwitchedNetwork(String... processes) {
    for (String name : processes) {
      addresses.put(name, "10.77.0." + (addresses.size() + 1));
    }
    addresses.put(OPERATOR, "10.77.0." + (addresses.size() + 1));
  }

  /** Skips the tests of a class where there can be no such network, and says why. */
  static void assumePossible() {
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "skipped: network namespaces are made by root alone");
    assumeTrue(
        Files.isWritable(Path.of("/dev/net/tun")), "skipped: this machine has no /dev/net/tun");
    for (String command : List.of("ip", "python3")) {
      assumeTrue(Programs.installed(command), "skipped: this machine has no command " + command);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Path directory = Files.createDirectories(Path.of("target", "clusters"));
    answers = directory.resolve("switch-" + ProcessHandle.current().pid() + ".out");
    operatorOutput = directory.resolve("operator-" + ProcessHandle.current().pid() + ".out");
    Files.deleteIfExists(answers);
    List<String> command = new ArrayList<>(List.of("python3", SWITCH.toString()));
    addresses.forEach((name, address) -> command.add(namespace(name) + "=" + address));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(answers.toFile())
            .start();
    commands = process.outputWriter();
    awaitAnswers(1);
    assertThat(Commands.text(answers)).isEqualTo("ready\n");
  }

  /** Ends the switch, which removes its namespaces, and removes them where it does not. */
  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (process == null || commands == null) {
      return;
    }
    try {
      commands.close();
    } finally {
      if (!process.waitFor(ANSWER.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      for (String name : addresses.keySet()) {
        if (Files.exists(NAMESPACES.resolve(namespace(name)))) {
          new ProcessBuilder("ip", "netns", "delete", namespace(name))
              .start()
              .waitFor(ANSWER.toSeconds(), TimeUnit.SECONDS);
        }
      }
    }
    Files.deleteIfExists(answers);
    Files.deleteIfExists(operatorOutput);
  }

  /** From here on no frame goes in or out of a host, though its interface stays up. */
  void cut(String host) {
    command("cut " + namespace(host));
  }

  void mend(String host) {
    command("mend " + namespace(host));
  }

  /** From here on frames from one host to the other are lost; those the other way are not. */
  void deafen(String from, String to) {
    command("deaf " + namespace(from) + " " + namespace(to));
  }

  void hear(String from, String to) {
    command("hear " + namespace(from) + " " + namespace(to));
  }

  /** From here on every frame in or out of a host waits so long, give or take the jitter. */
  void delay(String host, int milliseconds, int jitter) {
    command("delay %s %d %d".formatted(namespace(host), milliseconds, jitter));
  }

  /** From here on so many frames in a hundred, in or out of a host, are lost. */
  void lose(String host, int percent) {
    command("loss %s %d".formatted(namespace(host), percent));
  }

  @Override
  public boolean has(String host) {
    return addresses.containsKey(host);
  }

  @Override
  public String address(String host) {
    String address = addresses.get(host);
    assertThat(address).as("the network has the host %s", host).isNotNull();
    return address;
  }

  @Override
  public List<String> launcher(String host) {
    return List.of("ip", "netns", "exec", namespace(host));
  }

  @Override
  public Commands.Ran operate(List<String> arguments) {
    try (ChildProcess client =
        ClassCache.start(launcher(OPERATOR), operatorOutput, List.of(), arguments)) {
      return new Commands.Ran(client.status(), client.output(), "");
    }
  }

  /** Unique on the machine, so that several builds may run at once. */
  private static String namespace(String host) {
    return "belay-" + ProcessHandle.current().pid() + "-" + host;
  }

  private void command(String line) {
    assertThat(commands).as("the network is up").isNotNull();
    long before = ChildProcess.lines(answers);
    try {
      commands.write(line + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new AssertionError("the switch has ended: " + Commands.text(answers), e);
    }
    awaitAnswers(before + 1);
    assertThat(Commands.text(answers)).as(line).endsWith("ok\n");
  }

  private void awaitAnswers(long lines) {
    Awaitility.await("the switch answers")
        .atMost(ANSWER)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> ChildProcess.lines(answers) >= lines);
  }
}
