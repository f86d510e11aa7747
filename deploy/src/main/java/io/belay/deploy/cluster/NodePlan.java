package io.belay.deploy.cluster;

import com.typesafe.config.Config;
import io.belay.wire.security.SecuritySettings;
import io.belay.wire.transport.GrpcAddress.Tcp;
import java.time.Duration;

/**
 * All that a node of the cluster is started with.
 *
 * @param config the process's configuration, defaults included
 * @param role what it is for
 * @param served where its gRPC service is reached; every node knows it of every other
 * @param handOver how long its singleton may take to stop
 * @param security by what it and the other nodes know one another
 */
public record NodePlan(
    Config config,
    ClusterRole role,
    ClusterSettings settings,
    Tcp served,
    Duration handOver,
    SecuritySettings security) {}
