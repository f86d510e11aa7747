/**
 * The classic control tasks as Gymnasium 1.3 defines them, number for number: dynamics in {@code
 * double}, float32 roundings where Gymnasium has them, functions from {@link StrictMath} so that
 * every processor gives the same bits.
 *
 * <p>Towers et al., <a href="https://arxiv.org/abs/2407.17032">Gymnasium: A Standard Interface for
 * Reinforcement Learning Environments</a>.
 */
@NullMarked
package io.belay.worker.environment.classic;

import org.jspecify.annotations.NullMarked;
