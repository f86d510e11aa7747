package io.belay.deploy.kubernetes;

import io.belay.deploy.Commands;
import io.belay.deploy.monitoring.Tree;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of the Pod Security Standard <em>restricted</em>, a rule for each of its controls, and
 * what Belay adds. <a
 * href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 * Standards</a>
 */
enum PodSecurityRule implements ManifestRule {
  HOST_NAMESPACES_ARE_NOT_SHARED(
      pods(pod ->
          Stream.of("hostNetwork", "hostPID", "hostIPC")
              .anyMatch(field -> pod.at(field).textOr("false").equals("true")))),

  HOST_PORTS_ARE_NOT_TAKEN(
      containers(container ->
          container.at("ports").list().stream().anyMatch(port -> port.at("hostPort").present()))),

  NOTHING_IS_PRIVILEGED(
      containers(container -> context(container, "privileged").textOr("false").equals("true"))),

  ALL_CAPABILITIES_ARE_DROPPED(
      containers(container -> !texts(context(container, "capabilities", "drop")).contains("ALL"))),

  NO_CAPABILITY_IS_ADDED(
      containers(container -> !texts(context(container, "capabilities", "add")).isEmpty())),

  PRIVILEGES_DO_NOT_ESCALATE(
      containers(container ->
          !context(container, "allowPrivilegeEscalation").textOr("true").equals("false"))),

  /** What is written at a container is over what is written at its pod. */
  NOBODY_RUNS_AS_ROOT(manifests ->
      manifests
          .containers()
          .filter(container ->
              !effective(container, "runAsNonRoot").textOr("false").equals("true")
                  || effective(container, "runAsUser").textOr("0").equals("0"))
          .map(Container::toString)),

  SYSTEM_CALLS_ARE_THOSE_OF_THE_RUNTIME(manifests ->
      manifests
          .containers()
          .filter(container ->
              !effective(container, "seccompProfile", "type").textOr("").equals("RuntimeDefault"))
          .map(Container::toString)),

  PROC_IS_MASKED(
      containers(
          container -> !context(container, "procMount").textOr("Default").equals("Default"))),

  SELINUX_AND_APPARMOR_ARE_AS_THE_NODE_HAS_THEM(
      pods(pod ->
          pod.all()
              .anyMatch(part ->
                  part.at("seLinuxOptions").present() || part.at("appArmorProfile").present()))),

  NO_SYSCTL_IS_SET(pods(pod -> pod.at("securityContext", "sysctls").present())),

  VOLUMES_ARE_NOT_OF_THE_HOST(
      pods(pod -> pod.at("volumes").list().stream().anyMatch(PodSecurityRule::isOfTheHost))),

  /** Beyond the standard. */
  THE_ROOT_IS_READ_ONLY(
      containers(
          container -> !context(container, "readOnlyRootFilesystem").textOr("").equals("true"))),

  /** So that the group of the volumes is that of the process. */
  THE_USER_IS_THE_IMAGE_S(PodSecurityRule::otherUsers),

  THE_NAMESPACE_ASKS_FOR_ALL_OF_IT(manifests ->
      manifests
          .of("Namespace")
          .filter(space ->
              Stream.of("enforce", "audit", "warn")
                  .map(mode -> space.labels().get("pod-security.kubernetes.io/" + mode))
                  .anyMatch(level -> !"restricted".equals(level)))
          .map(Manifest::toString));

  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private static final Pattern USER = Pattern.compile("(?m)^USER (\\d+):(\\d+)$");

  private final Function<Manifests, Stream<String>> check;

  PodSecurityRule(Function<Manifests, Stream<String>> check) {
    this.check = check;
  }

  @Override
  public List<String> findings(Manifests manifests) {
    return check.apply(manifests).toList();
  }

  private static Function<Manifests, Stream<String>> pods(Predicate<Tree> wrong) {
    return manifests ->
        manifests.workloads().stream()
            .filter(workload -> wrong.test(workload.pod()))
            .map(Workload::toString);
  }

  private static Function<Manifests, Stream<String>> containers(Predicate<Tree> wrong) {
    return manifests ->
        manifests
            .containers()
            .filter(container -> wrong.test(container.tree()))
            .map(Container::toString);
  }

  private static Stream<String> otherUsers(Manifests manifests) {
    Matcher user = USER.matcher(Commands.text(Path.of("image", "Dockerfile")));
    if (!user.find()) {
      return Stream.of("the image has no user");
    }
    return manifests
        .containers()
        .filter(container ->
            !effective(container, "runAsUser").textOr("").equals(user.group(1))
                || !effective(container, "runAsGroup").textOr("").equals(user.group(2)))
        .map(Container::toString);
  }

  private static boolean isOfTheHost(Tree volume) {
    return volume.keys().stream()
        .anyMatch(field -> !field.equals("name") && !VOLUMES.contains(field));
  }

  private static Tree context(Tree container, String... path) {
    return container.at("securityContext").at(path);
  }

  private static Tree effective(Container container, String... path) {
    Tree own = context(container.tree(), path);
    return own.present() ? own : context(container.workload().pod(), path);
  }

  private static List<String> texts(Tree list) {
    return list.list().stream().map(Tree::text).toList();
  }
}
