/**
 * What a runnable statement of the lecture is: its words, the findings that it makes on instances,
 * and the plots that show measured quantity and bound side by side.
 */
@NullMarked
package io.belay.learner.theory.statement;

import org.jspecify.annotations.NullMarked;
