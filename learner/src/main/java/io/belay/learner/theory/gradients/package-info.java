/**
 * The statements about gradients: policy gradient theorem, estimators and baselines, what
 * smoothness alone gives, the performance-difference lemma. Lecture, "Policy Gradients (Ch. 9)".
 */
@NullMarked
package io.belay.learner.theory.gradients;

import org.jspecify.annotations.NullMarked;
