package io.belay.coordinator.run;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * Where a run stands, as far as this coordinator knows.
 *
 * @param recipe name of its recipe
 * @param environment id of its environment
 * @param algorithm name of its algorithm
 * @param phase {@code QUEUED} or the name of a {@link RunPhase}
 * @param detail one sentence for people; may be empty
 * @param iterationsCompleted iterations that are known to be done
 * @param iterations iterations of the whole run
 * @param environmentSteps steps sampled in them
 * @param stepsPerSecond over the recent iterations; 0 while unknown
 * @param returnMean mean return of the last 100 training episodes; empty while unknown
 * @param parametersSha256 SHA-256 of the last parameters, hexadecimal; empty while the run is not
 *     over
 */
public record RunSummary(
    String runId,
    String recipe,
    String environment,
    String algorithm,
    String phase,
    String detail,
    Instant submitted,
    int iterationsCompleted,
    int iterations,
    long environmentSteps,
    double stepsPerSecond,
    OptionalDouble returnMean,
    String parametersSha256,
    int workersWanted) {}
