package io.belay.learner.service;

import java.nio.file.Path;

/**
 * Where the checkpoints of a run are.
 *
 * @param directory exists when the first one does
 */
public record RunCheckpoints(String runId, Path directory) {}
