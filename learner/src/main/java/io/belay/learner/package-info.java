/** The learner: an actor that admits blocks, updates the parameters and publishes them. */
@NullMarked
package io.belay.learner;

import org.jspecify.annotations.NullMarked;
