/**
 * What statements are tried on: finite MDPs with a policy and a start distribution, random ones
 * included, and the few operations on vectors that measuring takes.
 */
@NullMarked
package io.belay.learner.theory.instance;

import org.jspecify.annotations.NullMarked;
