/**
 * Checkpoints: everything a run needs to continue as if it had never stopped, in files that are
 * whole or are not used.
 *
 * <p>A file is written beside its final name, forced to the disk and then renamed, and carries a
 * SHA-256 of its content, so that neither a crash nor a worn disk gives a run a past that it did
 * not have. The content is a {@code belay.v1.Checkpoint}.
 */
@NullMarked
package io.belay.learner.checkpoint;

import org.jspecify.annotations.NullMarked;
