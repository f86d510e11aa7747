/**
 * The lecture, run: every definition, lemma, theorem and claim as a check with its measured numbers
 * and its bound.
 *
 * <p>{@code statement} says what a statement is, {@code instance} what it is tried on, {@code
 * gradients} to {@code trustregion} have the statements by chapter, {@code report} tells what came
 * out.
 */
@NullMarked
package io.belay.learner.theory;

import org.jspecify.annotations.NullMarked;
