/**
 * First-order optimizers over flat parameter arrays, applied slice by slice so that threads share a
 * step.
 */
@NullMarked
package io.belay.learner.optimizer;

import org.jspecify.annotations.NullMarked;
