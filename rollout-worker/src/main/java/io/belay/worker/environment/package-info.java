/**
 * The environment SPI: what a task implements so that Belay can sample it, and how its
 * implementations are found.
 *
 * <p>An {@link io.belay.worker.environment.Environment} knows its dynamics and nothing of runs,
 * lanes or time limits. Providers are found by {@link java.util.ServiceLoader}; {@code
 * io.belay.worker.environment.kit} checks an implementation against the contract.
 */
@NullMarked
package io.belay.worker.environment;

import org.jspecify.annotations.NullMarked;
