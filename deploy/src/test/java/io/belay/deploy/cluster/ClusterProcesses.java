package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.ChildProcess;
import io.belay.deploy.Commands;
import io.belay.deploy.client.ClientSettings;
import io.belay.deploy.client.RunClient;
import io.belay.v1.GetStatusReply;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcAddress.Tcp;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster of real processes on the loopback interface: two places for learners, two for
 * coordinators, any number of workers, each on ports of its own that stay the same when it is
 * started again. Nothing runs until a test starts it.
 *
 * <p>Registered as an extension of a test class:
 *
 * <pre>
 *   &#64;RegisterExtension final ClusterProcesses cluster = new ClusterProcesses();
 * </pre>
 *
 * <p>All processes end with the test, whatever happens. What they wrote is in {@code
 * target/clusters/TEST} and stays there where the test fails; the failure shows the last lines of
 * each.
 */
public final class ClusterProcesses implements BeforeEachCallback, AfterEachCallback {
  /** Longer than anything takes that is waited for, on a machine that has other work. */
  public static final Duration LIMIT = Duration.ofSeconds(120);

  private static final int PLACES = 2;
  private static final int LINES_SHOWN = 25;
  private static final List<String> ROLES = List.of("learner", "coordinator");

  private final Hosts hosts;
  private final List<String> settings = new ArrayList<>();
  private final Map<String, ClusterMember> members = new LinkedHashMap<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private Path home = Path.of("");
  private Optional<Path> certificates = Optional.empty();

  /** A cluster with further settings for all its processes, each a line of HOCON. */
  public ClusterProcesses(String... settings) {
    this(Hosts.LOOPBACK, settings);
  }

  /** A cluster with a process on each of the hosts that are named after one. */
  ClusterProcesses(Hosts hosts, String... settings) {
    this.hosts = hosts;
    this.settings.addAll(List.of(settings));
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    String test =
        context.getRequiredTestClass().getSimpleName() + "-" + context.getUniqueId().hashCode();
    home = Files.createDirectories(Path.of("target", "clusters")).toAbsolutePath().resolve(test);
    delete(home);
    Files.createDirectories(home);
    choosePorts();
    Files.writeString(home.resolve("cluster.conf"), configuration());
    for (String role : ROLES) {
      for (int place = 1; place <= PLACES; place++) {
        if (hosts.has(role + place)) {
          members.put(role + place, newNode(role, place));
        }
      }
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    // Before they are ended: a process that is gone although the test did not end it shows.
    Map<String, String> states = new LinkedHashMap<>();
    members.forEach((name, member) -> states.put(name, member.state()));
    members.values().forEach(ClusterMember::end);
    if (context.getExecutionException().isPresent()) {
      context.getExecutionException().get().addSuppressed(new AssertionError(lastLines(states)));
    } else {
      delete(home);
    }
    members.clear();
    ports.clear();
    certificates = Optional.empty();
  }

  /** The learner that is the first seed node, and so the one that founds the cluster. */
  public ClusterMember learner() {
    return learner(1);
  }

  /** The learner in a place, 1 or 2; they share the directory of runs. */
  public ClusterMember learner(int place) {
    return member("learner" + place);
  }

  public ClusterMember coordinator() {
    return coordinator(1);
  }

  /** The coordinator in a place, 1 or 2. */
  public ClusterMember coordinator(int place) {
    return member("coordinator" + place);
  }

  /** The worker of a name, which is {@code worker} and a number. */
  public ClusterMember worker(int number) {
    return members.computeIfAbsent(
        "worker" + number,
        name ->
            new ClusterMember(
                name, home, hosts.launcher(name), () -> process("worker", name, "--name", name)));
  }

  /**
   * From here on, processes and commands show the certificates of their roles, which are files
   * named after them; {@code operator} is that of commands.
   */
  public void secure(Path directory) {
    certificates = Optional.of(directory);
  }

  /** Settings by which a process shows a role's certificate, to be given to it at its start. */
  public static List<String> certificateOf(Path directory, String role) {
    return List.of(
        "--set",
        "belay.security.plaintext=false",
        "--set",
        "belay.security.certificate=" + directory.resolve(role + ".pem"),
        "--set",
        "belay.security.key=" + directory.resolve(role + ".key"),
        "--set",
        "belay.security.authorities=" + directory.resolve("authority.pem"));
  }

  /** Starts the first learner, the first coordinator and workers 1 to N. */
  public void start(int workers) {
    learner().start();
    coordinator().start();
    for (int number = 1; number <= workers; number++) {
      worker(number).start();
    }
  }

  /** Where the processes keep everything. */
  public Path home() {
    return home;
  }

  /** The directory of all runs of the learners that share one. */
  public Path runs() {
    return home.resolve("runs");
  }

  public Path run(String runId) {
    return runs().resolve(runId);
  }

  /** Where a coordinator serves gRPC. */
  public Tcp coordinatorAddress(int place) {
    return grpc("coordinator" + place);
  }

  /** Where a learner serves gRPC. */
  public Tcp learnerAddress(int place) {
    return grpc("learner" + place);
  }

  /** Runs a command of the client, such as {@code submit}. */
  public Commands.Ran belay(String command, String... arguments) {
    List<String> all = command(command);
    certificates.ifPresent(directory -> all.addAll(certificateOf(directory, "operator")));
    all.addAll(List.of(arguments));
    return hosts.operate(all);
  }

  /** Submits a run. */
  public void submit(String recipe, String runId, int workers, String... recipeSettings) {
    List<String> arguments =
        new ArrayList<>(List.of(recipe, "--run-id", runId, "--workers", Integer.toString(workers)));
    for (String setting : recipeSettings) {
      arguments.addAll(List.of("--recipe-set", setting));
    }
    Commands.Ran ran = belay("submit", arguments.toArray(String[]::new));
    assertThat(ran.status()).as(ran.toString()).isZero();
  }

  /** What the active coordinator, whichever it is, says to this JVM; on the loopback alone. */
  public GetStatusReply status() {
    List<GrpcAddress> coordinators = List.of(coordinatorAddress(1), coordinatorAddress(2));
    try (RunClient client =
        new RunClient(
            new ClientSettings(coordinators, Duration.ofSeconds(5), LIMIT),
            new GrpcTransport(TransportSettings.defaults()),
            unused -> {})) {
      return client.status();
    }
  }

  /** What a process's page says at {@code /metrics}. */
  public String metrics(ClusterMember member) {
    return page(member, "/metrics").body();
  }

  /** What the page of a process answers. */
  public HttpResponse<String> page(ClusterMember member, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(member.metrics().resolve(path)).timeout(LIMIT).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until the active coordinator, whichever it is, says what is wanted. */
  public void awaitStatus(String what, Predicate<GetStatusReply> wanted) {
    Awaitility.await(what)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> wanted.test(status()));
  }

  /** Waits until the learner has completed an iteration of a run, from 0. */
  public void awaitIteration(String runId, int iteration) {
    Path progress = run(runId).resolve("progress.jsonl");
    Awaitility.await("run " + runId + " completes iteration " + iteration)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> ChildProcess.lines(progress) > iteration);
  }

  /** Iterations of a run that the learner has completed. */
  public long iterations(String runId) {
    return ChildProcess.lines(run(runId).resolve("progress.jsonl"));
  }

  /** Waits for the end of a run, which must be completed, and gives the hash of its parameters. */
  public String awaitHash(String runId) {
    Path summary = run(runId).resolve("summary.json");
    Awaitility.await("run " + runId + " ends")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> Files.exists(summary));
    assertThat(Commands.summary(run(runId))).contains("\"completed\" : true");
    return Commands.hash(run(runId));
  }

  /** The hash that a run comes to in a single process, this one. */
  public String hashInOneProcess(String recipe, String... recipeSettings) {
    Path directory = home.resolve("one-process-" + recipe);
    List<String> arguments =
        new ArrayList<>(List.of("train", recipe, "--out", directory.toString()));
    for (String setting : recipeSettings) {
      arguments.addAll(List.of("--set", setting));
    }
    Commands.Ran ran = Commands.belay(arguments.toArray(String[]::new));
    assertThat(ran.status()).as(ran.toString()).isZero();
    return Commands.hash(directory);
  }

  /** The processes that are alive. */
  Stream<ClusterMember> running() {
    return members.values().stream().filter(ClusterMember::alive);
  }

  /** TCP ports that a process listens at, by what for: grpc, remoting, http. */
  Map<String, Integer> ports(ClusterMember member) {
    Map<String, Integer> used = new LinkedHashMap<>(Map.of("http", member.metrics().getPort()));
    for (String use : List.of("grpc", "remoting")) {
      Integer chosen = ports.get(member.name() + "." + use);
      if (chosen != null) {
        used.put(use, chosen);
      }
    }
    return used;
  }

  private ClusterMember member(String name) {
    ClusterMember member = members.get(name);
    assertThat(member).as("there are %d places for each role: %s", PLACES, name).isNotNull();
    return member;
  }

  private ClusterMember newNode(String role, int place) {
    String name = role + place;
    return new ClusterMember(name, home, hosts.launcher(name), () -> node(role, place));
  }

  private List<String> node(String role, int place) {
    List<String> command =
        process(
            role,
            role + place,
            "--set",
            "belay.cluster.host=" + hosts.address(role + place),
            "--set",
            "belay.cluster.port=" + port(role + place + ".remoting"),
            "--set",
            "belay.%s.grpc.host=%s".formatted(role, hosts.address(role + place)),
            "--set",
            "belay.%s.grpc.port=%d".formatted(role, port(role + place + ".grpc")));
    if (role.equals("learner")) {
      command.addAll(List.of("--runs", runs().toString()));
      command.addAll(List.of("--set", "belay.learner.tensorboard=true"));
    }
    return command;
  }

  private List<String> command(String name, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(name, "--config", home.resolve("cluster.conf").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private List<String> process(String role, String name, String... arguments) {
    List<String> command = command(role, "--log-file", home.resolve(name + ".log").toString());
    certificates.ifPresent(directory -> command.addAll(certificateOf(directory, role)));
    command.addAll(List.of(arguments));
    return command;
  }

  private String configuration() {
    String seeds =
        Stream.of("learner1", "coordinator1", "coordinator2", "learner2")
            .filter(hosts::has)
            .map(name -> "\"%s:%d\"".formatted(hosts.address(name), port(name + ".remoting")))
            .collect(Collectors.joining(", "));
    String coordinators =
        Stream.of("coordinator1", "coordinator2")
            .filter(hosts::has)
            .map(name -> "\"%s\"".formatted(grpc(name)))
            .collect(Collectors.joining(", "));
    return String.join(
            "\n",
            "belay.security.plaintext = true",
            "belay.cluster.seed-nodes = [" + seeds + "]",
            "belay.worker.coordinators = [" + coordinators + "]",
            "belay.client.coordinators = [" + coordinators + "]",
            "belay.client.patience = " + LIMIT.toSeconds() + " s",
            String.join("\n", settings))
        + "\n";
  }

  private Tcp grpc(String name) {
    return new Tcp(hosts.address(name), port(name + ".grpc"));
  }

  private int port(String use) {
    return ports.get(use);
  }

  /** All at once, so that none is given twice. */
  private void choosePorts() {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (String role : ROLES) {
        for (int place = 1; place <= PLACES; place++) {
          for (String use : List.of(".remoting", ".grpc")) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports.put(role + place + use, socket.getLocalPort());
          }
        }
      }
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lastLines(Map<String, String> states) {
    StringBuilder text = new StringBuilder("the processes' output is in " + home);
    members.forEach((name, member) -> {
      List<String> lines = member.output().lines().toList();
      text.append("\n--- %s: %s\n".formatted(name, states.get(name)));
      lines.stream()
          .skip(Math.max(0, lines.size() - LINES_SHOWN))
          .forEach(line -> text.append(line).append('\n'));
    });
    return text.toString();
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
