/**
 * Gradient descent on a loss over minibatches, for every first-order algorithm: rows through the
 * networks and back, gradients, a clipped step, and the critic's own fit.
 *
 * <p>An algorithm brings a {@link io.belay.learner.algorithm.descent.PolicyLoss}, which is asked
 * once for each chunk of rows.
 */
@NullMarked
package io.belay.learner.algorithm.descent;

import org.jspecify.annotations.NullMarked;
