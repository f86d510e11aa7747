package io.belay.deploy.cluster;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes that lost the cluster find it again without their process having to end. */
@Tag("soak")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RejoinTest {
  private static final String JOINED = "joined the cluster";
  private static final String CUT_OFF = "cut off from the cluster";

  @RegisterExtension final ClusterProcesses cluster = new ClusterProcesses();

  /**
   * Silence of 3 s and 5 s of stability are up before the node is thawed: the learner, older and
   * alone with it, has put it out of the cluster by then.
   */
  @Test
  void aNodeThatWasPutOutOfTheClusterWhileItStoodStillJoinsAnew() {
    cluster.learner().start();
    cluster.learner().awaitOutput(JOINED);
    cluster.coordinator().start();
    cluster.coordinator().awaitOutput(JOINED);

    cluster.coordinator().freeze();
    cluster.learner().awaitOutput("node gone: coordinator");
    cluster.coordinator().thaw();

    cluster.coordinator().awaitOutput(CUT_OFF);
    cluster.coordinator().awaitOutput(JOINED, 2);
    cluster.awaitStatus(
        "the coordinator knows the learner",
        status -> status.getLearnerAddress().equals(cluster.learnerAddress(1).toString()));
  }

  /**
   * The learner was started again, so that the coordinator is the older of two: when that one goes,
   * the learner is put out. It is the first seed, and nobody else may found a cluster.
   */
  @Test
  void theFirstSeedFoundsTheClusterAnewWhereNobodyElseHasOne() {
    cluster.learner().start();
    cluster.coordinator().start();
    cluster.coordinator().awaitOutput("node joined: learner");
    cluster.learner().kill();
    cluster.learner().start();
    cluster.coordinator().awaitOutput("node joined: learner", 2);

    cluster.coordinator().kill();
    cluster.learner().awaitOutput(CUT_OFF);
    cluster.coordinator().start();

    cluster.learner().awaitOutput("founding the cluster anew");
    cluster.coordinator().awaitOutput("this coordinator is active", 2);
    cluster.awaitStatus(
        "the coordinator knows the learner",
        status -> status.getLearnerAddress().equals(cluster.learnerAddress(1).toString()));
  }
}
