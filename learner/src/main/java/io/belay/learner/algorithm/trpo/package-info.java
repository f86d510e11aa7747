/** Trust region policy optimization: the natural direction, as far as a divergence allows. */
@NullMarked
package io.belay.learner.algorithm.trpo;

import org.jspecify.annotations.NullMarked;
