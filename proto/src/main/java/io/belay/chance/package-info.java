/**
 * Counter-based chance: every random number of a run is a function of its seed and of where it is
 * used.
 *
 * <p>So it does not matter which worker draws it, when, or after how many others.
 */
@NullMarked
package io.belay.chance;

import org.jspecify.annotations.NullMarked;
