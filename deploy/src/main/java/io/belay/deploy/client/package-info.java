/**
 * What {@code belay submit}, {@code status} and {@code stop} do: calls of the active coordinator's
 * {@code RunService}, wherever it is, and what a person is shown of the answers.
 */
@NullMarked
package io.belay.deploy.client;

import org.jspecify.annotations.NullMarked;
