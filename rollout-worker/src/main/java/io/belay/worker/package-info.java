/** The rollout worker: an actor that leases blocks, samples them and offers them to the learner. */
@NullMarked
package io.belay.worker;

import org.jspecify.annotations.NullMarked;
