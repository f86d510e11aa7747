/**
 * A process as a node of the cluster of coordinators and learners: how it finds the others, what is
 * let in through remoting, who is active, and what happens when a node is cut off, comes back, or
 * goes.
 */
@NullMarked
package io.belay.deploy.cluster;

import org.jspecify.annotations.NullMarked;
