package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.belay.deploy.config.ProcessConfig;
import io.belay.deploy.config.ProcessConfig.Given;
import io.belay.wire.security.SecuritySettings;
import io.belay.wire.transport.GrpcAddress.Tcp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a node of the cluster lets in, as its loaded configuration says. */
class RemotingTest {
  /** By whom bytes are turned into objects: ours, and Pekko's own for its own messages. */
  private static final Set<String> SERIALIZERS =
      Set.of(
          "io.belay.deploy.cluster.ControlSerializer",
          "org.apache.pekko.actor.typed.internal.MiscMessageSerializer",
          "org.apache.pekko.actor.typed.internal.receptionist.ServiceKeySerializer",
          "org.apache.pekko.cluster.client.protobuf.ClusterClientMessageSerializer",
          "org.apache.pekko.cluster.ddata.protobuf.ReplicatedDataSerializer",
          "org.apache.pekko.cluster.ddata.protobuf.ReplicatorMessageSerializer",
          "org.apache.pekko.cluster.protobuf.ClusterMessageSerializer",
          "org.apache.pekko.cluster.pubsub.protobuf.DistributedPubSubMessageSerializer",
          "org.apache.pekko.cluster.singleton.protobuf.ClusterSingletonMessageSerializer",
          "org.apache.pekko.cluster.typed.internal.PekkoClusterTypedSerializer",
          "org.apache.pekko.cluster.typed.internal.delivery.ReliableDeliverySerializer",
          "org.apache.pekko.remote.serialization.ArteryMessageSerializer",
          "org.apache.pekko.remote.serialization.DaemonMsgCreateSerializer",
          "org.apache.pekko.remote.serialization.MessageContainerSerializer",
          "org.apache.pekko.remote.serialization.MiscMessageSerializer",
          "org.apache.pekko.remote.serialization.SystemMessageSerializer",
          "org.apache.pekko.serialization.BooleanSerializer",
          "org.apache.pekko.serialization.ByteArraySerializer",
          "org.apache.pekko.serialization.ByteStringSerializer",
          "org.apache.pekko.serialization.IntSerializer",
          "org.apache.pekko.serialization.LongSerializer",
          "org.apache.pekko.serialization.StringSerializer",
          "org.apache.pekko.stream.serialization.StreamRefSerializer",
          // Present and without effect, as the tests below hold.
          "org.apache.pekko.remote.serialization.ProtobufSerializer",
          "org.apache.pekko.serialization.JavaSerializer");

  /** Beside Pekko's own classes, these alone may be in a message. */
  private static final Set<String> FOREIGN_CLASSES =
      Set.of(
          "[B",
          "com.typesafe.config.Config",
          "com.typesafe.config.impl.SimpleConfig",
          "io.belay.control.FromLearnerNode",
          "io.belay.control.ToLearnerNode",
          "java.lang.Boolean",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.String",
          "java.util.Optional",
          "java.util.concurrent.TimeoutException",
          "scala.Boolean",
          "scala.Int",
          "scala.Long",
          "scala.None$",
          "scala.Some");

  private static final Config CONFIG =
      ClusterConfig.of(plan(), List.of(new Tcp("127.0.0.1", 7711)));

  @Test
  void everySerializerIsOnTheList() {
    assertThat(values("pekko.actor.serializers")).isSubsetOf(SERIALIZERS);
    assertThat(values("pekko.actor.serializers"))
        .contains("io.belay.deploy.cluster.ControlSerializer");
  }

  @Test
  void everyClassOfAMessageIsPekkosOwnOrOnTheList() {
    Set<String> bound = new TreeSet<>();
    CONFIG
        .getObject("pekko.actor.serialization-bindings")
        .forEach((type, serializer) -> {
          if (!serializer.unwrapped().equals("none") && !type.startsWith("org.apache.pekko.")) {
            bound.add(type);
          }
        });
    assertThat(bound).isEqualTo(new TreeSet<>(FOREIGN_CLASSES));
  }

  @Test
  void javaSerializationAndProtobufByClassNameAreOff() {
    assertThat(CONFIG.getBoolean("pekko.actor.allow-java-serialization")).isFalse();
    assertThat(CONFIG.getStringList("pekko.serialization.protobuf.allowed-classes")).isEmpty();
    CONFIG
        .getObject("pekko.actor.serialization-bindings")
        .forEach((type, serializer) ->
            assertThat(serializer.unwrapped()).as(type).isNotIn("java", "proto"));
  }

  @Test
  void noNodeStartsActorsForAnother() {
    assertThat(CONFIG.getBoolean("pekko.remote.deployment.enable-allow-list")).isTrue();
    assertThat(CONFIG.getStringList("pekko.remote.deployment.allowed-actor-classes")).isEmpty();
  }

  @Test
  void theNodesAddressesAndRolesAreItsSettings() {
    assertThat(CONFIG.getString("pekko.remote.artery.transport")).isEqualTo("tcp");
    assertThat(CONFIG.getString("pekko.remote.artery.canonical.hostname")).isEqualTo("10.0.0.7");
    assertThat(CONFIG.getString("pekko.remote.artery.bind.hostname")).isEqualTo("0.0.0.0");
    assertThat(CONFIG.getInt("pekko.remote.artery.canonical.port")).isEqualTo(7710);
    assertThat(CONFIG.getStringList("pekko.cluster.seed-nodes"))
        .containsExactly("pekko://belay@127.0.0.1:7711");
    assertThat(CONFIG.getStringList("pekko.cluster.roles"))
        .containsExactly("coordinator", "serves=10.0.0.7:7700");
  }

  /** A founder waits for answers; who may not found need not wait long before it asks again. */
  @Test
  void onlyTheFirstSeedTakesItsTimeToLook() {
    Config founder = ClusterConfig.of(plan(), List.of(new Tcp("10.0.0.7", 7710)));

    assertThat(founder.getDuration("pekko.cluster.seed-node-timeout").toSeconds()).isEqualTo(5);
    assertThat(CONFIG.getDuration("pekko.cluster.seed-node-timeout").toSeconds()).isEqualTo(1);
  }

  private static Set<String> values(String path) {
    Set<String> values = new TreeSet<>();
    for (Map.Entry<String, ConfigValue> entry : CONFIG.getObject(path).entrySet()) {
      values.add(String.valueOf(entry.getValue().unwrapped()));
    }
    return values;
  }

  private static NodePlan plan() {
    Config config =
        ProcessConfig.load(
                "cluster.conf",
                ConfigFactory.empty(),
                new Given(
                    Optional.empty(),
                    Map.of(),
                    List.of("belay.cluster.host=10.0.0.7", "belay.cluster.bind-host=0.0.0.0")))
            .config();
    return new NodePlan(
        config,
        ClusterRole.COORDINATOR,
        ClusterSettings.from(config),
        new Tcp("10.0.0.7", 7700),
        Duration.ofSeconds(10),
        SecuritySettings.open());
  }
}
