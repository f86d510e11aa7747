/**
 * All roles in one JVM: the actor system, coordinator, learner, workers, their gRPC servers and the
 * HTTP page, started in order and stopped in order.
 *
 * <p>The roles speak to one another exactly as they would across machines; only the address of the
 * transport differs.
 */
@NullMarked
package io.belay.deploy.process;

import org.jspecify.annotations.NullMarked;
