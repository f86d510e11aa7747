/** Tests of the cluster: its parts alone, and whole ones of real processes. */
@NullMarked
package io.belay.deploy.cluster;

import org.jspecify.annotations.NullMarked;
