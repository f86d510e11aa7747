package io.belay.deploy.kubernetes;

import io.belay.coordinator.page.Page;
import io.belay.coordinator.page.PageSettings;
import io.belay.deploy.monitoring.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rules of probes, asked of the real page server. */
enum ProbeRule implements ManifestRule {
  SERVED_PODS_HAVE_ALL_THREE_PROBES(manifests ->
      manifests
          .containers()
          .filter(container -> container.ports().containsKey("http"))
          .filter(container -> !container.probes().keySet().containsAll(Container.PROBES))
          .map(Container::toString)),

  /** Kubernetes' gRPC probe speaks no TLS. */
  PROBES_ASK_THE_PAGE_OVER_HTTP(manifests ->
      probes(manifests)
          .filter(probe ->
              !probe.container().port(probe.http("port")).equals(Optional.ofNullable(page(probe))))
          .map(Probe::toString)),

  PROBES_OF_LIFE_ARE_ANSWERED_WELL_WHILE_THE_PROCESS_IS_NOT_READY(manifests ->
      probes(manifests)
          .filter(probe -> !probe.kind().equals("readinessProbe"))
          .filter(probe -> Answers.of(probe).notReady() != 200)
          .map(Probe::toString)),

  PROBES_OF_READINESS_SAY_WHETHER_THE_PROCESS_IS_READY(manifests ->
      probes(manifests)
          .filter(probe -> probe.kind().equals("readinessProbe"))
          .filter(probe -> !Answers.of(probe).equals(new Answers(200, 503)))
          .map(Probe::toString)),

  /** A pause that takes a pod off its Service must not kill it. */
  LIFE_IS_GIVEN_UP_LATER_THAN_READINESS(manifests ->
      manifests
          .containers()
          .filter(container -> container.probes().keySet().containsAll(Container.PROBES))
          .filter(container ->
              patience(container, "livenessProbe") < 2 * patience(container, "readinessProbe")
                  || patience(container, "startupProbe") < 60)
          .map(Container::toString)),

  AN_ANSWER_HAS_MORE_THAN_A_SECOND(manifests ->
      probes(manifests)
          .filter(probe -> probe.tree().at("timeoutSeconds").textOr("1").equals("1"))
          .map(Probe::toString));

  private static final Map<String, Answers> ASKED = new ConcurrentHashMap<>();

  private final Function<Manifests, Stream<String>> check;

  ProbeRule(Function<Manifests, Stream<String>> check) {
    this.check = check;
  }

  @Override
  public List<String> findings(Manifests manifests) {
    return check.apply(manifests).toList();
  }

  private record Probe(Container container, String kind, Tree tree) {
    Tree http(String field) {
      return tree.at("httpGet", field);
    }

    @Override
    public String toString() {
      return "%s %s: %s".formatted(container, kind, tree.value());
    }
  }

  /** Statuses that a path has from a process that is ready and from one that is not. */
  private record Answers(int ready, int notReady) {
    static Answers of(Probe probe) {
      return ASKED.computeIfAbsent(
          probe.http("path").textOr("/"),
          path ->
              new Answers(status(path, Optional.empty()), status(path, Optional.of("a reason"))));
    }

    private static int status(String path, Optional<String> obstacle) {
      try (Page page = Page.start(PageSettings.onLoopback(0), _ -> "", () -> obstacle)) {
        HttpURLConnection connection =
            (HttpURLConnection)
                URI.create("http://127.0.0.1:%d%s".formatted(page.address().getPort(), path))
                    .toURL()
                    .openConnection();
        int status = connection.getResponseCode();
        connection.disconnect();
        return status;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Stream<Probe> probes(Manifests manifests) {
    return manifests
        .containers()
        .flatMap(container ->
            container.probes().entrySet().stream()
                .map(probe -> new Probe(container, probe.getKey(), probe.getValue())));
  }

  private static Integer page(Probe probe) {
    return probe.container().ports().get("http");
  }

  /** Seconds until a probe that fails has done so often enough. */
  private static int patience(Container container, String kind) {
    Tree probe = container.probes().get(kind);
    return Integer.parseInt(probe.at("periodSeconds").textOr("10"))
        * Integer.parseInt(probe.at("failureThreshold").textOr("3"));
  }
}
