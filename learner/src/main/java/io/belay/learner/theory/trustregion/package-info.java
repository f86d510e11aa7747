/**
 * The statements about incremental updates: the surrogate, TRPO, PPO, and the table that sums the
 * lecture up. Lecture, "Trust-Region Methods: TRPO & PPO (Ch. 12)" and "The Through-Line".
 */
@NullMarked
package io.belay.learner.theory.trustregion;

import org.jspecify.annotations.NullMarked;
