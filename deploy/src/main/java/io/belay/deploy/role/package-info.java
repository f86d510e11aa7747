/**
 * A process with one role: coordinator, learner or worker, from its settings to its exit status.
 *
 * <p>Each starts what it serves first, joins the others second, says in one line where it is, and
 * from then on a line for each change. Asked to go by a signal, it hands over what it holds.
 */
@NullMarked
package io.belay.deploy.role;

import org.jspecify.annotations.NullMarked;
