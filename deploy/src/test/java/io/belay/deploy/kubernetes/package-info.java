/**
 * What Kubernetes is given, as the overlays and the chart come to it: held to the fields that there
 * are, and to what the processes really do. There is no cluster here, and none is asked.
 */
@NullMarked
package io.belay.deploy.kubernetes;

import org.jspecify.annotations.NullMarked;
