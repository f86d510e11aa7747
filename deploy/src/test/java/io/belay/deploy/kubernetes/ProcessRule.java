package io.belay.deploy.kubernetes;

import com.typesafe.config.ConfigFactory;
import io.belay.deploy.cluster.ClusterSettings;
import io.belay.deploy.config.ProcessConfig;
import io.belay.deploy.process.GrpcSettings;
import io.belay.wire.transport.GrpcAddress.Tcp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rules of the processes in the containers, as the code itself reads what they are told. */
enum ProcessRule implements ManifestRule {
  /** Options by picocli's model of the real commands, values by the real readers of settings. */
  ARGUMENTS_SETTINGS_AND_RECIPES_ARE_ACCEPTED(manifests ->
      manifests.processes().stream()
          .flatMap(
              process -> process.problems().stream().map(problem -> process + ": " + problem))),

  VARIABLES_ARE_SETTINGS(manifests ->
      manifests.processes().stream()
          .flatMap(process ->
              ProcessConfig.load(
                      "process.conf",
                      ConfigFactory.empty(),
                      new ProcessConfig.Given(
                          Optional.empty(), process.environment().variables(), List.of()))
                  .strangers()
                  .stream()
                  .map(name -> process + ": " + name))),

  /** Kubernetes makes variables of Services, and theirs begin with BELAY_. */
  SERVICES_MAKE_NO_VARIABLES(manifests ->
      manifests.workloads().stream()
          .filter(workload -> !workload.pod().at("enableServiceLinks").textOr("").equals("false"))
          .map(Workload::toString)),

  VARIABLES_IN_TEXTS_HAVE_A_VALUE(manifests ->
      manifests.processes().stream()
          .flatMap(process ->
              Stream.concat(
                      process.environment().variables().values().stream(),
                      process.environment().expanded(process.container().arguments()).stream())
                  .filter(text -> text.contains("$(") || text.isBlank())
                  .map(text -> "%s: \"%s\"".formatted(process, text)))),

  PATHS_LEAD_INTO_MOUNTS(manifests ->
      manifests.processes().stream()
          .flatMap(process ->
              Stream.concat(
                      process.environment().variables().values().stream(),
                      process.environment().expanded(process.container().arguments()).stream())
                  .filter(text -> text.startsWith("/") && !process.files().inMount(text))
                  .map(text -> "%s: path=%s".formatted(process, text)))),

  RECIPES_ARE_MOUNTED(manifests ->
      manifests.processes().stream()
          .filter(process -> Set.of("coordinator", "train").contains(process.role()))
          .filter(process -> process.problems().isEmpty())
          .filter(process ->
              process.container().arguments().stream()
                      .noneMatch(argument ->
                          argument.endsWith(".conf") && process.files().inMount(argument))
                  || process.recipes().size() != 1)
          .map(process -> "%s: recipes=%s".formatted(process, process.recipes()))),

  RUNS_ARE_ON_A_CLAIM(manifests ->
      manifests.processes().stream()
          .filter(process -> Set.of("learner", "train").contains(process.role()))
          .filter(process ->
              process
                  .container()
                  .mounts()
                  .filter(mount -> mount.at("mountPath").text().equals("/runs"))
                  .flatMap(mount ->
                      process.container().workload().volume(mount.at("name").text()).stream())
                  .noneMatch(volume ->
                      volume.at("persistentVolumeClaim").present()
                          || volume.at("spec", "accessModes").present()))
          .map(BelayProcess::toString)),

  /** With a read-only root Netty has no other place for its native transport. */
  TEMPORARY_FILES_HAVE_A_VOLUME_OF_BOUNDED_SIZE(manifests ->
      manifests
          .containers()
          .filter(container ->
              container
                  .mounts()
                  .filter(mount -> mount.at("mountPath").text().equals("/tmp"))
                  .flatMap(mount -> container.workload().volume(mount.at("name").text()).stream())
                  .noneMatch(volume -> volume.at("emptyDir", "sizeLimit").present()))
          .map(Container::toString)),

  /** Where pods have a network of their own, and so their ports are written down. */
  PORTS_ARE_THOSE_THAT_ARE_OPENED(manifests ->
      roles(manifests)
          .filter(process -> !process.container().workload().onHostNetwork())
          .filter(process -> !process.container().ports().equals(process.listens()))
          .map(process ->
              "%s: ports=%s, opened=%s"
                  .formatted(process, process.container().ports(), process.listens()))),

  PORTS_ARE_OPENED_FOR_THE_NETWORK(manifests ->
      roles(manifests)
          .filter(process -> !process.container().workload().onHostNetwork())
          .flatMap(process ->
              process.binds().entrySet().stream()
                  .filter(bound -> !bound.getValue().equals("0.0.0.0"))
                  .map(bound -> "%s: %s".formatted(process, bound)))),

  /** What has no password is not opened for a host's network. */
  PORTS_ON_A_HOST_ARE_ON_ITS_LOOPBACK(manifests ->
      roles(manifests)
          .filter(process -> process.container().workload().onHostNetwork())
          .flatMap(process ->
              process.binds().entrySet().stream()
                  .filter(bound -> !bound.getValue().equals("127.0.0.1"))
                  .map(bound -> "%s: %s".formatted(process, bound)))),

  SEEDS_ARE_ALL_CONTROL_NODES_THE_LEARNER_FIRST(manifests ->
      controlNodes(manifests)
          .filter(process -> {
            List<String> seeds = process.config().getStringList("belay.cluster.seed-nodes");
            List<String> nodes = nodes(manifests, "remoting");
            return !Set.copyOf(seeds).equals(Set.copyOf(nodes))
                || seeds.size() != nodes.size()
                || !seeds.getFirst().equals(nodes.getFirst());
          })
          .map(process ->
              "%s: seed-nodes=%s, nodes=%s"
                  .formatted(
                      process,
                      process.config().getStringList("belay.cluster.seed-nodes"),
                      nodes(manifests, "remoting")))),

  NODES_ARE_CALLED_AS_SEEDS_CALL_THEM(manifests ->
      controlNodes(manifests)
          .filter(process ->
              !process
                  .config()
                  .getStringList("belay.cluster.seed-nodes")
                  .contains(ClusterSettings.from(process.config()).node().toString()))
          .map(process ->
              "%s: node=%s".formatted(process, ClusterSettings.from(process.config()).node()))),

  WORKERS_DIAL_EVERY_COORDINATOR(manifests ->
      manifests
          .role("worker")
          .filter(process ->
              !process
                  .config()
                  .getStringList("belay.worker.coordinators")
                  .equals(
                      nodes(manifests, "grpc").stream()
                          .filter(node -> !learners(manifests, "grpc").contains(node))
                          .toList()))
          .map(process ->
              "%s: coordinators=%s"
                  .formatted(
                      process, process.config().getStringList("belay.worker.coordinators")))),

  LEARNERS_ARE_TOLD_BY_THEIR_OWN_NAME(manifests ->
      manifests
          .role("learner")
          .filter(process -> {
            GrpcSettings grpc = GrpcSettings.ofLearner(process.config());
            Tcp told =
                grpc.told(grpc.listen(), ClusterSettings.from(process.config()).node().host());
            return !learners(manifests, "grpc").contains(told.toString());
          })
          .map(BelayProcess::toString)),

  THE_GRACE_PERIOD_IS_LONGER_THAN_THE_DRAIN(manifests ->
      roles(manifests)
          .filter(process ->
              grace(process).compareTo(process.timeToGo().plus(Duration.ofSeconds(5))) < 0)
          .map(process ->
              "%s: terminationGracePeriodSeconds=%d, drain=%d"
                  .formatted(process, grace(process).toSeconds(), process.timeToGo().toSeconds()))),

  RUN_DIRECTORY_OF_A_LEARNER_IS_THE_CLAIM(manifests ->
      manifests
          .role("learner")
          .filter(process ->
              !Path.of(process.config().getString("belay.learner.runs-directory"))
                  .equals(Path.of(process.files().here("/runs"))))
          .map(process ->
              "%s: runs-directory=%s"
                  .formatted(process, process.config().getString("belay.learner.runs-directory"))));

  private final Function<Manifests, Stream<String>> check;

  ProcessRule(Function<Manifests, Stream<String>> check) {
    this.check = check;
  }

  @Override
  public List<String> findings(Manifests manifests) {
    return check.apply(manifests).toList();
  }

  private static Stream<BelayProcess> roles(Manifests manifests) {
    return Stream.of("learner", "coordinator", "worker").flatMap(manifests::role);
  }

  private static Stream<BelayProcess> controlNodes(Manifests manifests) {
    return Stream.of("learner", "coordinator").flatMap(manifests::role);
  }

  private static List<String> learners(Manifests manifests, String port) {
    return manifests.role("learner").flatMap(process -> process.addresses(port).stream()).toList();
  }

  /** Addresses of all control nodes for what a port is for, the first learner first. */
  private static List<String> nodes(Manifests manifests, String port) {
    return controlNodes(manifests).flatMap(process -> process.addresses(port).stream()).toList();
  }

  private static Duration grace(BelayProcess process) {
    return Duration.ofSeconds(
        process.container().workload().pod().at("terminationGracePeriodSeconds").number());
  }
}
