/**
 * The shipped autoscaling rule against a simulated cluster: Kubernetes' autoscaler as its
 * controller is written, Prometheus' recording rules, pods that take time to start and are lost,
 * and iterations that take as long as measured ones.
 */
@NullMarked
package io.belay.deploy.autoscaling;

import org.jspecify.annotations.NullMarked;
