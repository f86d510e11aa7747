package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.ChildProcess;
import io.belay.deploy.Commands;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * One process of a {@link ClusterProcesses}, which may be started, killed and started again at the
 * same addresses. Used by the test's thread.
 */
public final class ClusterMember {
  private static final String METRICS_AT = "metrics at ";
  private static final Pattern METRICS = Pattern.compile(METRICS_AT + "(http://\\S+)");

  private final String name;
  private final Path output;
  private final List<String> launcher;
  private final Supplier<List<String>> command;
  private List<String> jvmFlags = List.of();
  private @Nullable ChildProcess process;

  ClusterMember(String name, Path home, List<String> launcher, Supplier<List<String>> command) {
    this.name = name;
    this.launcher = launcher;
    this.output = home.resolve(name + ".out");
    this.command = command;
  }

  public String name() {
    return name;
  }

  /** Further flags of the JVM of each process that is started here from now on. */
  public ClusterMember onJvm(String... flags) {
    jvmFlags = List.of(flags);
    return this;
  }

  /** Compiles with both compilers and works on vectors, as a process does that is no test's. */
  public ClusterMember atFullSpeed() {
    return onJvm("-XX:TieredStopAtLevel=4", "-Dbelay.kernels=auto");
  }

  /** Starts the process; its output goes behind that of those before it. */
  public ClusterMember start(String... further) {
    assertThat(alive()).as("%s runs already", name).isFalse();
    List<String> arguments = new ArrayList<>(command.get());
    arguments.addAll(List.of(further));
    process = ClassCache.start(launcher, output, jvmFlags, arguments);
    return this;
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() {
    running().signal("KILL");
    assertThat(running().status()).isEqualTo(137);
    process = null;
  }

  /** SIGTERM; returns the exit status when the process is gone. */
  public int terminate() {
    running().signal("TERM");
    return status();
  }

  /** SIGSTOP: the process and its connections stay, and nothing moves. */
  public void freeze() {
    running().signal("STOP");
  }

  /** SIGCONT. */
  public void thaw() {
    running().signal("CONT");
  }

  /** Any signal, by its name without SIG. */
  public void signal(String signal) {
    running().signal(signal);
  }

  /** Waits for the end of the process and gives its exit status. */
  public int status() {
    int status = running().status();
    process = null;
    return status;
  }

  public boolean alive() {
    return process != null && process.alive();
  }

  /** Whether the process runs, in a word or two. */
  String state() {
    if (process == null) {
      return "not running";
    }
    return process.alive() ? "running" : "ended with status " + process.status();
  }

  /** Process id, for tools that look at a process from outside. */
  public long pid() {
    return running().pid();
  }

  /** All that the process, and those before it, have printed. */
  public String output() {
    return Files.exists(output) ? Commands.text(output) : "";
  }

  /** Where the process said last that its metrics are: {@code http://host:port/metrics}. */
  public URI metrics() {
    awaitOutput(METRICS_AT);
    List<MatchResult> addresses = METRICS.matcher(output()).results().toList();
    assertThat(addresses).as("%s says where its metrics are", name).isNotEmpty();
    return URI.create(addresses.getLast().group(1));
  }

  /** Waits until the process, or one before it, has printed this. */
  public void awaitOutput(String text) {
    awaitOutput(text, 1);
  }

  /** Waits until the process and those before it have printed this so many times. */
  public void awaitOutput(String text, int times) {
    Awaitility.await(name + " prints " + text)
        .atMost(ClusterProcesses.LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .failFast(name + " has ended", () -> !alive())
        .until(() -> output().split(Pattern.quote(text), -1).length > times);
  }

  /** Ends the process, however it is. */
  void end() {
    if (process != null) {
      process.close();
      process = null;
    }
  }

  private ChildProcess running() {
    assertThat(process).as("%s runs", name).isNotNull();
    return process;
  }
}
