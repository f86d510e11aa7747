/**
 * Recipes: the complete description of a run, read from HOCON, validated as a whole and rendered
 * back.
 *
 * <p>A rule about a setting is stated once, in the record that holds the setting; the reader only
 * turns text into types and says where in which file a broken rule was written.
 */
@NullMarked
package io.belay.recipe;

import org.jspecify.annotations.NullMarked;
