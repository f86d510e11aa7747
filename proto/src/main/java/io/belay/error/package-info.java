/**
 * The one family of errors that Belay throws, each with a category that names what the operator or
 * caller should do.
 *
 * <p>The table that maps categories to gRPC status codes is at the edge, in {@code io.belay.wire}.
 */
@NullMarked
package io.belay.error;

import org.jspecify.annotations.NullMarked;
