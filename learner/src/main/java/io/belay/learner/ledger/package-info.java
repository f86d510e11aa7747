/**
 * What has arrived of the current iteration, once.
 *
 * <p>Pure: the ledger knows neither actor nor wire, judges one offer at a time and keeps what it
 * admits.
 */
@NullMarked
package io.belay.learner.ledger;

import org.jspecify.annotations.NullMarked;
