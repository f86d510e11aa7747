/**
 * TensorBoard's event files: what is in them, how it is framed, and which of a run's iterations get
 * there.
 */
@NullMarked
package io.belay.deploy.tensorboard;

import org.jspecify.annotations.NullMarked;
