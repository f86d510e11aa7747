package io.belay.worker;

import io.belay.session.FromWorker.BlockFailed;
import io.belay.wire.transport.GrpcAddress;
import io.belay.worker.client.ClientSettings;
import io.grpc.ManagedChannel;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the sampling actor works with.
 *
 * @param workerId name of the worker, stamped on every block
 * @param runs makes the source of an assigned run
 * @param channels makes a channel to an address
 * @param client deadlines and waits
 * @param counters what it did, for the heartbeats
 * @param watch is told what is being sampled, so that an environment that never returns is noticed
 * @param failures takes blocks that could not be sampled, from the sampling thread, without
 *     blocking
 * @param nanoTime a monotone clock, in nanoseconds
 * @param random chance for back-off; none of it reaches a sample
 */
record SamplingSurroundings(
    String workerId,
    RunSources runs,
    Function<GrpcAddress, ManagedChannel> channels,
    ClientSettings client,
    SamplingCounters counters,
    SamplingWatch watch,
    Consumer<BlockFailed> failures,
    LongSupplier nanoTime,
    RandomGenerator random) {

  /** Those of a worker. */
  static SamplingSurroundings of(
      WorkerSettings settings,
      WorkerSurroundings worker,
      SamplingWatch watch,
      Consumer<BlockFailed> failures) {
    return new SamplingSurroundings(
        settings.workerId(),
        worker.runs(),
        worker.channels(),
        settings.client(),
        worker.counters(),
        watch,
        failures,
        worker.nanoTime(),
        worker.random());
  }
}
