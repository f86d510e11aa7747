package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose processes know one another by certificates, over gRPC and over remoting. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecuredClusterTest {
  private static final String[] SETTINGS = {
    "training.environment-steps=2048", "evaluation.episodes=5"
  };

  @RegisterExtension
  final ClusterProcesses cluster = new ClusterProcesses("belay.cluster.rejoin-timeout = 10 s");

  @TempDir private Path certificates;

  @Test
  void itTrainsAndLetsNobodyInWithAnothersCertificate() throws Exception {
    makeCertificates();
    cluster.secure(certificates);
    cluster.start(1);
    cluster.submit("cartpole", "secured", 1, SETTINGS);

    assertThat(cluster.awaitHash("secured"))
        .isEqualTo(cluster.hashInOneProcess("cartpole", SETTINGS));

    // A worker's certificate gives neither a node's place in the cluster nor an operator's calls.
    cluster.coordinator(2).start(asWorker());
    assertThat(cluster.coordinator(2).status()).isEqualTo(1);
    assertThat(cluster.coordinator(2).output())
        .contains("none of the seed nodes lets this node in")
        .doesNotContain("joined the cluster");
    Commands.Ran stop = cluster.belay("stop", append(asWorker(), "secured"));
    assertThat(stop.status()).isEqualTo(1);
    assertThat(stop.err()).contains("belay.v1.RunService/StopRun", "needed=operator");

    // Without a certificate there is not even an answer.
    Commands.Ran status =
        cluster.belay(
            "status",
            "--plaintext",
            "--set",
            "belay.security.certificate=",
            "--set",
            "belay.security.key=",
            "--set",
            "belay.security.authorities=",
            "--set",
            "belay.client.patience=0s");
    assertThat(status.status()).isEqualTo(1);
    assertThat(status.out()).isEmpty();
  }

  private String[] asWorker() {
    return ClusterProcesses.certificateOf(certificates, "worker").toArray(String[]::new);
  }

  private static String[] append(String[] arguments, String last) {
    return Stream.concat(Stream.of(arguments), Stream.of(last)).toArray(String[]::new);
  }

  private void makeCertificates() throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder(List.of("sh", "security/make-certificates.sh", certificates.toString()))
            .redirectErrorStream(true)
            .redirectOutput(certificates.resolve("script.out").toFile())
            .start();
    assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).as(Commands.text(certificates.resolve("script.out"))).isZero();
  }
}
