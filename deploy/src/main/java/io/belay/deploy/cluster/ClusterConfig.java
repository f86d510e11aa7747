package io.belay.deploy.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.wire.security.SecuritySettings;
import io.belay.wire.security.TlsFiles;
import io.belay.wire.transport.GrpcAddress.Tcp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node's settings in Pekko's words. */
final class ClusterConfig {
  static final String SYSTEM = "belay";

  private static final String ARTERY = "pekko.remote.artery.";
  private static final String PHASES = "pekko.coordinated-shutdown.phases.";

  /** Time between two questions of a node that may not found the cluster. */
  private static final Duration ASK_INTERVAL = Duration.ofSeconds(1);

  private ClusterConfig() {}

  /**
   * Lays a node's settings over the process's configuration.
   *
   * @param seeds where it looks for the cluster, the founder first
   */
  static Config of(NodePlan plan, List<Tcp> seeds) {
    ClusterSettings settings = plan.settings();
    Map<String, Object> keys = new HashMap<>();
    keys.put(ARTERY + "transport", plan.security().tls().isPresent() ? "tls-tcp" : "tcp");
    keys.put(ARTERY + "canonical.hostname", settings.node().host());
    keys.put(ARTERY + "canonical.port", settings.node().port());
    keys.put(ARTERY + "bind.hostname", settings.bindHost());
    keys.put("pekko.cluster.roles", List.of(plan.role().toString(), ServedAt.role(plan.served())));
    keys.put("pekko.cluster.seed-nodes", seeds.stream().map(ClusterConfig::uri).toList());
    keys.put("pekko.cluster.shutdown-after-unsuccessful-join-seed-nodes", settings.rejoinTimeout());
    keys.put(PHASES + "cluster-exiting.timeout", plan.handOver());
    if (seeds.isEmpty() || !seeds.getFirst().equals(settings.node())) {
      keys.put("pekko.cluster.seed-node-timeout", ASK_INTERVAL);
    }
    plan.security().tls().ifPresent(files -> layTls(plan.security(), files, keys));
    return ConfigFactory.parseMap(keys, "belay.cluster").withFallback(plan.config()).resolve();
  }

  private static void layTls(SecuritySettings security, TlsFiles files, Map<String, Object> keys) {
    String engine = ARTERY + "ssl.rotating-keys-engine.";
    keys.put(
        ARTERY + "ssl.ssl-engine-provider",
        "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider");
    keys.put(engine + "key-file", files.key().toString());
    keys.put(engine + "cert-file", files.certificate().toString());
    keys.put(engine + "ca-cert-file", files.authorities().toString());
    keys.put(engine + "ssl-context-cache-ttl", security.reloadInterval());
    keys.put(engine + "protocol", "TLSv1.3");
    keys.put(
        engine + "enabled-algorithms", List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"));
  }

  /** The longest that leaving the cluster and ending the actor system may take. */
  static Duration leaveDeadline(Duration handOver) {
    return handOver.plus(Duration.ofSeconds(15));
  }

  private static String uri(Tcp seed) {
    return "pekko://" + SYSTEM + "@" + seed;
  }
}
