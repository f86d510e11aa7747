/**
 * What one learner process can take in and give out over TCP, measured between real processes
 * beside what plain gRPC and plain sockets carry in the same run.
 */
@NullMarked
package io.belay.learner.ingest;

import org.jspecify.annotations.NullMarked;
