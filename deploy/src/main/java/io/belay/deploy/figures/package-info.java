/**
 * An iteration's figures by the names that users of Stable-Baselines3 know, for the table on the
 * terminal and for TensorBoard.
 */
@NullMarked
package io.belay.deploy.figures;

import org.jspecify.annotations.NullMarked;
