/**
 * What fields an object of Kubernetes may have and what may be in them: that of the models of
 * Kubernetes' Java client, more exact where they say no more than <em>text</em>, and written here
 * for the kinds of operators.
 */
@NullMarked
package io.belay.deploy.kubernetes.shape;

import org.jspecify.annotations.NullMarked;
