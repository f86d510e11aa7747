/**
 * The compatibility kit: the contract of the environment SPI as checks that any implementation can
 * be put through.
 *
 * <p>It needs no test framework: {@code assertThat(EnvironmentKit.check(registration)).isEmpty()}
 * is the whole test of a new environment.
 */
@NullMarked
package io.belay.worker.environment.kit;

import org.jspecify.annotations.NullMarked;
