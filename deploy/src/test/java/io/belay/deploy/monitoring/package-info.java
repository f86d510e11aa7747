/**
 * Tests of {@code deploy/monitoring} and {@code deploy/local}: dashboards and rules as files, and
 * all of their expressions over a real Prometheus that scrapes a real run.
 */
@NullMarked
package io.belay.deploy.monitoring;

import org.jspecify.annotations.NullMarked;
