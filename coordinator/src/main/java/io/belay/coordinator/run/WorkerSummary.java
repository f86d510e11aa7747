package io.belay.coordinator.run;

import java.time.Duration;

/**
 * Where a worker stands.
 *
 * @param blocks blocks of the active run that it holds
 * @param stepsPerSecond its speed while it samples; 0 while unknown
 * @param silence how long nothing has been heard of it
 * @param draining whether it is going
 */
public record WorkerSummary(
    String workerId, int blocks, double stepsPerSecond, Duration silence, boolean draining) {}
