package io.belay.deploy.kubernetes;

import com.typesafe.config.Config;
import io.belay.coordinator.CoordinatorSettings;
import io.belay.deploy.cluster.ClusterSettings;
import io.belay.deploy.command.TypedCommand;
import io.belay.deploy.process.GrpcSettings;
import io.belay.deploy.process.RoleSections;
import io.belay.deploy.role.CoordinatorProcess;
import io.belay.deploy.role.LearnerProcess;
import io.belay.deploy.role.RoleSetup;
import io.belay.deploy.role.WorkerProcess;
import io.belay.error.BelayException;
import io.belay.recipe.Recipe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import picocli.CommandLine.ParameterException;

/**
 * A container's process as the code reads its arguments, variables and files. It is not started.
 *
 * @param environment variables as the kubelet gives them
 * @param files what is in its mounts
 * @param setup its settings, where it is a role and they can be read
 * @param recipes those that its arguments name
 * @param problems what the code says against arguments and settings
 */
record BelayProcess(
    Container container,
    Environment environment,
    ContainerFiles files,
    Optional<RoleSetup> setup,
    List<Recipe> recipes,
    List<String> problems) {

  /** Processes that were read, by all that they were read from. */
  private static final Map<Source, BelayProcess> READ = new ConcurrentHashMap<>();

  private record Source(
      Container container, Environment environment, Map<String, String> contents) {}

  static BelayProcess of(Manifests manifests, Container container) {
    return READ.computeIfAbsent(
        new Source(
            container,
            Environment.of(manifests, container),
            ContainerFiles.contents(manifests, container)),
        BelayProcess::read);
  }

  private static BelayProcess read(Source source) {
    Container container = source.container();
    Environment environment = source.environment();
    ContainerFiles files = ContainerFiles.write(container, source.contents());
    Map<String, String> variables = new TreeMap<>(environment.variables());
    variables.replaceAll((_, value) -> files.here(value));
    List<String> arguments =
        environment.expanded(container.arguments()).stream().map(files::here).toList();
    try {
      TypedCommand command = TypedCommand.of(arguments);
      return new BelayProcess(
          container, environment, files, command.setup(variables), command.recipes(), List.of());
    } catch (ParameterException | BelayException refused) {
      return new BelayProcess(
          container,
          environment,
          files,
          Optional.empty(),
          List.of(),
          String.valueOf(refused.getMessage()).lines().toList());
    }
  }

  /** Learner, coordinator, worker, or another command. */
  String role() {
    return container.command();
  }

  /** All settings of a role. */
  Config config() {
    return setup.orElseThrow().config();
  }

  /** TCP ports that the process listens at, by what for. */
  Map<String, Integer> listens() {
    return switch (role()) {
      case "learner" ->
          Map.of(
              "grpc", GrpcSettings.ofLearner(config()).listen().port(),
              "remoting", ClusterSettings.from(config()).node().port(),
              "http", RoleSections.learnerPage(config()).port());
      case "coordinator" ->
          Map.of(
              "grpc", GrpcSettings.ofCoordinator(config()).listen().port(),
              "remoting", ClusterSettings.from(config()).node().port(),
              "http", CoordinatorSettings.from(RoleSections.ofModules(config())).page().port());
      case "worker" -> Map.of("http", RoleSections.workerPage(config()).port());
      default -> Map.of();
    };
  }

  /** Addresses that the process binds, by what for. */
  Map<String, String> binds() {
    return switch (role()) {
      case "learner" ->
          Map.of(
              "grpc", GrpcSettings.ofLearner(config()).listen().host(),
              "remoting", ClusterSettings.from(config()).bindHost(),
              "http", RoleSections.learnerPage(config()).host());
      case "coordinator" ->
          Map.of(
              "grpc", GrpcSettings.ofCoordinator(config()).listen().host(),
              "remoting", ClusterSettings.from(config()).bindHost(),
              "http", CoordinatorSettings.from(RoleSections.ofModules(config())).page().host());
      case "worker" -> Map.of("http", RoleSections.workerPage(config()).host());
      default -> Map.of();
    };
  }

  /**
   * Where others reach it, one address a pod. A pod of a StatefulSet has its own name below that of
   * its Service; others are on their host's loopback.
   *
   * @param port what the port is for
   */
  List<String> addresses(String port) {
    Workload workload = container.workload();
    int number = listens().get(port);
    if (!workload.manifest().is("StatefulSet")) {
      return List.of("127.0.0.1:" + number);
    }
    String name = workload.manifest().name();
    String service = workload.manifest().spec("serviceName").textOr("");
    return IntStream.range(0, workload.replicas())
        .mapToObj(ordinal -> "%s-%d.%s:%d".formatted(name, ordinal, service, number))
        .toList();
  }

  /** How long it takes at most to go after a signal. */
  Duration timeToGo() {
    return switch (role()) {
      case "learner" -> LearnerProcess.timeToGo(config());
      case "coordinator" -> CoordinatorProcess.timeToGo();
      case "worker" -> WorkerProcess.timeToGo(config());
      default -> Duration.ZERO;
    };
  }

  @Override
  public String toString() {
    return container.toString();
  }
}
