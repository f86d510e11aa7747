/**
 * A crew of threads that shares the tasks of one phase of numeric work. Which thread does a task
 * never changes its result.
 */
@NullMarked
package io.belay.learner.parallel;

import org.jspecify.annotations.NullMarked;
