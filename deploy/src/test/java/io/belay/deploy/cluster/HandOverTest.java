package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both active nodes are asked to go in the middle of a run, one after the other. */
@Tag("soak")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HandOverTest {
  private static final String[] SETTINGS = {
    "sampling.block-size=2",
    "algorithm.epochs=4",
    "training.environment-steps=76800",
    "evaluation.episodes=5"
  };
  private static final String ACTIVE = "is active";

  @RegisterExtension final ClusterProcesses cluster = new ClusterProcesses();

  @Test
  void standbysTakeOverFromNodesThatAreAskedToGoAndNoBitChanges() {
    cluster.start(2);
    cluster.coordinator().awaitOutput(ACTIVE);
    cluster.coordinator(2).start();
    cluster.learner(2).start();
    cluster.coordinator(2).awaitOutput("joined the cluster");
    cluster.learner(2).awaitOutput("joined the cluster");
    assertThat(health(cluster.coordinatorAddress(1))).isEqualTo(ServingStatus.SERVING);
    assertThat(health(cluster.coordinatorAddress(2))).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(health(cluster.learnerAddress(1))).isEqualTo(ServingStatus.SERVING);
    assertThat(health(cluster.learnerAddress(2))).isEqualTo(ServingStatus.NOT_SERVING);
    cluster.submit("cartpole", "handed-over", 2, SETTINGS);

    cluster.awaitIteration("handed-over", 20);
    assertThat(cluster.coordinator().terminate()).isZero();
    cluster.coordinator(2).awaitOutput(ACTIVE);
    cluster.awaitIteration("handed-over", Math.toIntExact(cluster.iterations("handed-over")) + 5);
    assertThat(cluster.learner().terminate()).isZero();
    cluster.learner(2).awaitOutput(ACTIVE);

    assertThat(cluster.awaitHash("handed-over"))
        .isEqualTo(cluster.hashInOneProcess("cartpole", SETTINGS));
    assertThat(health(cluster.coordinatorAddress(2))).isEqualTo(ServingStatus.SERVING);
    assertThat(health(cluster.learnerAddress(2))).isEqualTo(ServingStatus.SERVING);
  }

  private static ServingStatus health(GrpcAddress address) {
    ManagedChannel channel = new GrpcTransport(TransportSettings.defaults()).channel(address);
    try {
      return HealthGrpc.newBlockingStub(channel)
          .withDeadlineAfter(10, TimeUnit.SECONDS)
          .check(HealthCheckRequest.getDefaultInstance())
          .getStatus();
    } finally {
      channel.shutdownNow();
    }
  }
}
