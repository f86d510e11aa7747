package io.belay.worker;

import io.belay.space.EnvironmentSpec;
import io.belay.wire.transport.GrpcAddress;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a worker works with.
 *
 * @param environments what it offers, at least one
 * @param runs makes the source of an assigned run; called on the sampling thread
 * @param channels makes a channel to an address; the caller shuts it down
 * @param nanoTime a monotone clock, in nanoseconds
 * @param random chance for back-off, safe for use by two threads; none of it reaches a sample
 * @param instanceId the worker's process, another value for each
 * @param counters what the worker counts
 */
record WorkerSurroundings(
    List<EnvironmentSpec> environments,
    RunSources runs,
    Function<GrpcAddress, ManagedChannel> channels,
    LongSupplier nanoTime,
    RandomGenerator random,
    String instanceId,
    SamplingCounters counters) {}
