package io.belay.learner.node;

import io.belay.control.RunSpecification;
import io.belay.control.RunStanding;
import io.belay.learner.run.RunFiles;
import java.util.OptionalInt;

/**
 * A run that has just ended in this process.
 *
 * @param specification the run
 * @param files its directory, which this process has locked
 * @param standing completed, stopped or failed, with the reason and the last parameters' hash
 * @param resumedFrom the iteration at which this process resumed it; empty where it began it or
 *     could not open it
 * @param workers workers of its last iterations in this process
 */
public record RunEnd(
    RunSpecification specification,
    RunFiles files,
    RunStanding standing,
    OptionalInt resumedFrom,
    int workers) {}
