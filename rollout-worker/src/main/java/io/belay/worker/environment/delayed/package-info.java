/**
 * Any environment, slowed down: what a slow simulator will cost, tried before there is one.
 *
 * <p>Waiting takes no processor time, so that one machine stands for as many as a fleet would have.
 * Nothing that is sampled changes by it.
 */
@NullMarked
package io.belay.worker.environment.delayed;

import org.jspecify.annotations.NullMarked;
