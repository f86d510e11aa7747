/**
 * What a run of statements is told as: lines for a terminal, {@code theory.json}, and one page with
 * the plots that needs nothing but itself.
 */
@NullMarked
package io.belay.learner.theory.report;

import org.jspecify.annotations.NullMarked;
